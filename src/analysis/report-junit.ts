import { formatValue } from "../core/format.ts";
import { type Duration, type Instant, lengthOf } from "../core/time.ts";
import type { Finding, ObjectiveReport } from "./finding.ts";
import { formatPromise } from "./promise.ts";
import type { Report } from "./report.ts";
import { answerWords, judgedByWords, truthSentence } from "./truth-words.ts";

/**
 * The report as JUnit XML for a CI system: a suite for each phase and one over all, a case for each objective.
 *
 * - `inconclusive` is `<skipped>` with its reason, for want of a better word in JUnit; the exit code tells it from a pass.
 * - A case's `time` is the length of what was judged, in seconds; a suite's timestamp is its phase's start, in UTC.
 * - The suite over all has as properties how many of Prometheus' answers are reproduced, and by which file it was judged.
 * - Phases of one name are told apart by their number: `recovered`, `recovered (2)`.
 */
export function formatJunit(report: Report): string {
  const names = distinct([...report.phases.map(({ name }) => name), "over all"]);
  const nameAt = (index: number) => names[index] ?? "";
  const suites = [
    ...report.phases.map(({ interval, judged }, index) =>
      suiteOf(
        report,
        { name: nameAt(index), start: interval.start, length: lengthOf(judged) },
        (objective) => objective.phases[index],
      )
    ),
    suiteOf(
      report,
      { name: nameAt(report.phases.length), start: report.interval.start, length: lengthOf(report.interval) },
      ({ overall }) => overall,
      propertiesOf(report),
    ),
  ];
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${quote(`${report.id} ${report.title}`)} ${countsOf(cases)}>`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Case {
  readonly verdict: Finding["verdict"];
  readonly lines: readonly string[];
}

/** The names, a number added to those that an earlier one has. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let number = 2; taken.has(own); number += 1) own = `${name} (${number})`;
    taken.add(own);
    return own;
  });
}

interface Suite {
  readonly cases: readonly Case[];
  readonly lines: readonly string[];
}

function suiteOf(
  report: Report,
  { name, start, length }: { readonly name: string; readonly start: Instant; readonly length: Duration },
  findingOf: (objective: ObjectiveReport) => Finding | undefined,
  properties: readonly string[] = [],
): Suite {
  const judged = report.objectives.flatMap((objective) => {
    const finding = findingOf(objective);
    return finding === undefined ? [] : [caseOf(report, name, objective, finding)];
  });
  const cases = judged.length > 0 ? judged : [emptyCase(report, name)];
  const time = (length / 1_000).toFixed(3);
  const stamp = new Date(start).toISOString().slice(0, 19);
  const head = `  <testsuite name=${quote(name)} ${countsOf(cases)} time="${time}" timestamp="${stamp}">`;
  return { cases, lines: [head, ...properties, ...cases.flatMap(({ lines }) => lines), "  </testsuite>"] };
}

function propertiesOf({ truth, judgedBy }: Report): string[] {
  const property = (name: string, value: string) => `      <property name=${quote(name)} value=${quote(value)}/>`;
  return [
    "    <properties>",
    property("prometheus-answers", truthSentence(truth)),
    ...truth.answers.filter(({ outcome }) => outcome !== "agrees").map((answer) =>
      property("prometheus-answer-not-reproduced", `${answer.query}: ${answerWords(answer)}`)
    ),
    ...judgedBy === undefined ? [] : [property("objectives", judgedByWords(judgedBy))],
    "    </properties>",
  ];
}

function caseOf(report: Report, suite: string, { objective }: ObjectiveReport, finding: Finding): Case {
  const { verdict, because } = finding;
  const name = `${objective.title} ${formatPromise(objective)}`;
  const time = (lengthOf(finding.interval) / 1_000).toFixed(3);
  const head = `    <testcase classname=${quote(`${report.plan.id}.${suite}`)} name=${quote(name)} time="${time}"`;
  const figures = escapeXml(figuresOf(objective, finding));
  switch (verdict) {
    case "pass":
      return { verdict, lines: [`${head}>`, `      <system-out>${figures}</system-out>`, "    </testcase>"] };
    case "inconclusive":
      return { verdict, lines: [`${head}>`, `      <skipped message=${quote(because)}/>`, "    </testcase>"] };
    case "fail": {
      const failure = `      <failure type="objective" message=${quote(because)}>${figures}</failure>`;
      return { verdict, lines: [`${head}>`, failure, "    </testcase>"] };
    }
  }
}

function emptyCase({ plan }: Report, suite: string): Case {
  const head = `    <testcase classname=${quote(`${plan.id}.${suite}`)} name="objectives" time="0">`;
  const skipped = '      <skipped message="The plan has no objective to judge"/>';
  return { verdict: "inconclusive", lines: [head, skipped, "    </testcase>"] };
}

function figuresOf(
  { unit, words }: ObjectiveReport["objective"],
  { value, valueIs, because, evidence }: Finding,
): string {
  const figure = `${value === undefined ? "no value" : formatValue(value, unit)} (${valueIs})`;
  const { source, samples, expected, query } = evidence;
  return [words, figure, because, `${source}: ${samples} of ${expected}`, ...query === undefined ? [] : [query]].join(
    "\n",
  );
}

function countsOf(cases: readonly Case[]): string {
  const failures = cases.filter(({ verdict }) => verdict === "fail").length;
  const skipped = cases.filter(({ verdict }) => verdict === "inconclusive").length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function quote(text: string): string {
  return `"${escapeXml(text).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** Text for XML 1.0: markup escaped, characters that XML cannot hold replaced by U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    // deno-lint-ignore no-control-regex -- these are what XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? character);
}
