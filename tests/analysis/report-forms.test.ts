import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { analyse } from "../../src/analysis/analyse.ts";
import { formatJson } from "../../src/analysis/report-json.ts";
import { escapeXml, formatJunit } from "../../src/analysis/report-junit.ts";
import { formatReport } from "../../src/analysis/report-text.ts";
import { formatTable, wrapText } from "../../src/analysis/text-table.ts";
import { formatDuration } from "../../src/core/format.ts";
import { syntheticSession } from "../fixtures/drill.ts";

const session = syntheticSession();
const report = analyse(session);

test("formatReport() puts the verdict first and stays within 100 columns", () => {
  const lines = formatReport(report).split("\n");
  assert.equal(lines[3], "✕ The SLA did not hold.");
  assert.deepEqual(lines.filter((line) => [...line].length > 100), []);
});

test("formatReport() puts what broke the promise beside a figure that keeps it, and says why there is none", () => {
  const [first, ...others] = report.objectives;
  assert.ok(first !== undefined);
  const broken = { ...first.overall, verdict: "fail" as const, extreme: { at: 0, value: 1.2 } };
  const overall = { ...broken, value: 0.00232 };
  const phases = first.phases.map(() => ({ ...broken, value: undefined, valueIs: "p99 needs 1000 requests, has 382" }));
  const text = formatReport({ ...report, objectives: [{ ...first, overall, phases }, ...others] });
  assert.match(text, /✕ 2\.32 ms, at worst 1\.2 s/);
  assert.match(text, /✕ —, at worst 1\.2 s/);
  assert.match(text.replace(/\s+/g, " "), / — [^—]* has no figure for [^()]+ \(p99 needs 1000 requests, has 382\)\. /);
});

test("formatReport() breaks a long line of what was seen", () => {
  const words = "191 of 233 scrapes, every 2 s; ".repeat(4).trim();
  const coverage = [{ source: "prometheus traefik 192.0.2.11:8080", expected: 233, seen: 191, coverage: 0.82, words }];
  const lines = formatReport({ ...report, coverage }).split("\n");
  assert.deepEqual(lines.filter((line) => [...line].length > 100), []);
  assert.match(lines[lines.indexOf("What was seen") + 2] ?? "", /^ {44}\S/);
});

test("formatReport() never shows a missing value as 0", () => {
  const text = formatReport(analyse({ ...session, series: [], answers: [], facts: [] }));
  assert.match(text, /\? —/);
  assert.doesNotMatch(text, /[✓✕?] 0/);
});

test("formatJson() has a version and no number that JSON cannot hold", () => {
  const parsed = JSON.parse(formatJson(report)) as Record<string, unknown>;
  assert.equal(parsed.schemaVersion, 1);
  assert.equal(parsed.verdict, "fail");
  const odd = formatJson({ ...report, objectives: [], broken: [{ start: NaN, end: Infinity }] });
  assert.match(odd, /"start": "NaN",\s+"end": "\+Inf"/);
});

test("formatJunit() has a suite for each phase and one over all, and counts that are right", () => {
  const xml = formatJunit(report);
  assert.equal(xml.match(/<testsuite /g)?.length, report.phases.length + 1);
  assert.equal(xml.match(/<testcase /g)?.length, 18);
  assert.equal(xml.match(/<failure /g)?.length, 11);
  assert.equal(xml.match(/<skipped /g)?.length, 1);
  assert.match(xml, /<testsuites name="[^"]+" tests="18" failures="11" errors="0" skipped="1">/);
});

test("formatJunit() gives each suite its phase's start and a name of its own", () => {
  const names = ["recovered", "recovered", "over all", "recovered (2)", "x"];
  const phases = report.phases.map((phase, index) => ({ ...phase, name: names[index] ?? "" }));
  const suites = [...formatJunit({ ...report, phases }).matchAll(/<testsuite name="([^"]*)".* timestamp="([^"]*)"/g)];
  assert.deepEqual(suites.map(([, name]) => name), [
    "recovered",
    "recovered (2)",
    "over all",
    "recovered (2) (2)",
    "x",
    "over all (2)",
  ]);
  const stampOf = (at: number) => new Date(at).toISOString().slice(0, 19);
  assert.deepEqual(suites.map(([, , stamp]) => stamp), [
    ...report.phases.map(({ interval }) => stampOf(interval.start)),
    stampOf(report.interval.start),
  ]);
});

test("every form of the report tells the same figures of a verdict", () => {
  const flat = (text: string) => text.replace(/\s+/g, " ").replaceAll("&apos;", "'");
  const text = flat(formatReport(report));
  const xml = flat(formatJunit(report));
  const json = flat(formatJson(report));
  let told = 0;
  for (const { phases, overall } of report.objectives) {
    for (const { verdict, because, timeBroken } of [...phases, overall]) {
      if (verdict !== "fail") continue;
      told += 1;
      for (const form of [text, json]) assert.ok(form.includes(flat(because)), because);
      assert.ok(xml.includes(flat(escapeXml(because))), because);
      if (timeBroken > 0) assert.ok(because.includes(formatDuration(timeBroken)), because);
    }
  }
  assert.equal(told, 11);
});

test("no form of the report expects fewer than were seen", () => {
  const { objectives, coverage } = report;
  for (const { evidence } of objectives.flatMap(({ phases, overall }) => [...phases, overall])) {
    assert.ok(evidence.expected >= evidence.samples, evidence.source);
  }
  for (const { source, expected, seen } of coverage) assert.ok(expected >= seen, source);
});

/** A report of a session in which Prometheus had answered one query otherwise, judged by a file. */
function unlikeReport() {
  const [first, ...others] = session.answers;
  assert.ok(first !== undefined);
  const doubled = first.series.map((each) => ({ ...each, values: each.values.map((value) => 2 * value) }));
  const plan = session.head.plan;
  return analyse({ ...session, answers: [{ ...first, series: doubled }, ...others] }, {
    plan,
    file: "other.yaml",
    sha256: "0123456789abcdef".repeat(4),
  });
}

test("every form of the report says how many of Prometheus' answers are reproduced, and names those that are not", () => {
  const flat = (text: string) => text.replace(/\s+/g, " ");
  assert.match(flat(formatReport(report)), /✓ 4 of 4 of Prometheus' answers are reproduced from the archived samples/);
  const unlike = unlikeReport();
  const text = flat(formatReport(unlike));
  assert.match(
    text,
    /\? 3 of 4 of Prometheus' answers .* sum\(rate\(traefik.* Differs at \d+ of \d+ points, by up to 50 %/,
  );
  assert.match(text, /- Response time: Prometheus' own answer is not reproduced from the archived samples; the worse/);
  const xml = formatJunit(unlike);
  assert.match(xml, /<property name="prometheus-answers" value="3 of 4 of /);
  assert.match(xml, /<property name="prometheus-answer-not-reproduced" value="sum\(rate\(.* Differs at /);
  const parsed = JSON.parse(formatJson(unlike)) as { truth: { agree: number; answers: { outcome: string }[] } };
  assert.equal(parsed.truth.agree, 3);
  assert.equal(parsed.truth.answers[0]?.outcome, "differs");
});

test("every form of the report says by which file's objectives a session was judged again", () => {
  const unlike = unlikeReport();
  const words =
    "Judged again, by the objectives of other.yaml (sha256 0123456789ab…) and not by those of its recording";
  assert.ok(formatReport(unlike).replace(/\s+/g, " ").includes(words));
  assert.ok(formatJunit(unlike).includes(words));
  assert.match(formatJson(unlike), /"judgedBy": \{\s+"file": "other\.yaml"/);
  assert.ok(!formatReport(report).includes("Judged again"));
});

test("formatReport() says once what is so in every phase for one reason", () => {
  const [first] = session.head.plan.objectives;
  assert.ok(first !== undefined);
  const unknown = { ...first, title: "Nowhere", indicator: { kind: "promql" as const, query: "nowhere_total" } };
  const plan = { ...session.head.plan, objectives: [unknown] };
  const text = formatReport(analyse(session, { plan, file: "x.yaml", sha256: "" }));
  assert.equal(text.match(/Nowhere, .*cannot tell/g)?.length, 1);
  assert.match(text, /\? Nowhere, every phase and over all: cannot tell\. nowhere_total was never recorded/);
});

test("formatReport() lists alerts, and what each did, in order of time", () => {
  const { start } = report.interval;
  const alert = (name: string, ...from: number[]) => ({
    name,
    labels: {},
    pending: from.map((at) => ({ start: start + at, end: start + at + 1_000 })),
    firing: from.map((at) => ({ start: start + at + 1_000, end: start + at + 3_000 })),
  });
  const text = formatReport({ ...report, alerts: [alert("A", 50_000), alert("B", 10_000, 90_000)] });
  const [, list = ""] = text.match(/\nAlerts\n([^]*?)\n\n/) ?? [];
  const words = [...list.matchAll(/[AB]:|pending|firing/g)].map(([word]) => word);
  assert.deepEqual(words, ["B:", "pending", "firing", "pending", "firing", "A:", "pending", "firing"]);
});

test("formatReport() says the time of a step once", () => {
  const [, telling = ""] = formatReport(report).match(/\nWhat happened[^]*?\n([^]*?)\n {2}Time to recover/) ?? [];
  assert.match(telling, /\+12\.7 s {2}The Swarm called worker-1 down\./);
  assert.doesNotMatch(telling, /After /);
  for (const [, offset = "", words = ""] of telling.matchAll(/^ +([+−][\d.]+ s) {2}(.*)/gm)) {
    assert.ok(!words.includes(offset), `${offset} ${words}`);
  }
});

test("formatJunit() leaves no suite empty", () => {
  const xml = formatJunit({ ...report, objectives: [] });
  assert.equal(xml.match(/<testcase /g)?.length, report.phases.length + 1);
});

test("formatJunit() survives any name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      const xml = formatJunit({ ...report, title });
      assert.equal(xml.split("\n").length, formatJunit(report).split("\n").length);
    }),
    { numRuns: 20 },
  );
});

test("escapeXml() escapes markup and replaces what XML cannot hold", () => {
  assert.equal(escapeXml('a<b>&"c"\u0000\u001b\r\ud800'), "a&lt;b&gt;&amp;&quot;c&quot;\ufffd\ufffd&#13;\ufffd");
  assert.equal(escapeXml("&#13;"), "&amp;#13;");
});

test("formatTable() aligns columns and goes on below when they do not fit", () => {
  assert.deepEqual(formatTable([["", "aa", "b"], ["x", "1", "22"]], 80), ["   aa  b", "x  1   22"]);
  assert.deepEqual(formatTable([["", "aa", "b"], ["x", "1", "22"]], 6), ["   aa", "x  1", "", "   b", "x  22"]);
});

test("wrapText() keeps a figure with its unit and indents what follows", () => {
  assert.deepEqual(wrapText("  below 99 % at all", 11, 4), ["  below", "    99 % at", "    all"]);
});
