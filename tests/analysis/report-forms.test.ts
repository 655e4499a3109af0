import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { analyse } from "../../src/analysis/analyse.ts";
import { formatJson } from "../../src/analysis/report-json.ts";
import { escapeXml, formatJunit } from "../../src/analysis/report-junit.ts";
import { formatReport } from "../../src/analysis/report-text.ts";
import { formatTable, wrapText } from "../../src/analysis/text-table.ts";
import { syntheticSession } from "../fixtures/drill.ts";

const session = syntheticSession();
const report = analyse(session);

test("formatReport() puts the verdict first and stays within 100 columns", () => {
  const lines = formatReport(report).split("\n");
  assert.equal(lines[3], "✕ The SLA did not hold.");
  assert.deepEqual(lines.filter((line) => [...line].length > 100), []);
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
