import assert from "node:assert/strict";
import { test } from "node:test";
import { formatJson, formatText } from "./format-results.ts";
import type { ScriptResult } from "./outcome.ts";

const differences = Array.from({ length: 6 }, (_, index) => ({ expected: `a ${index}`, got: "no such series" }));
const results: ScriptResult[] = [
  {
    file: "sums.test",
    cases: [
      { line: 3, query: "sum(a)", outcome: { kind: "passed" } },
      { line: 7, query: "avg(a)", outcome: { kind: "failed", mode: "as written", differences } },
      { line: 9, query: "native", outcome: { kind: "unsupported", reason: "it selects native histograms" } },
      { line: 12, query: "native", outcome: { kind: "unsupported", reason: "it selects native histograms" } },
    ],
  },
  { file: "b.test", cases: [] },
];

test("formatText() counts by file, then shows failures and what is not supported", () => {
  assert.deepEqual(formatText(results, false).split("\n"), [
    "sums.test     1 passed     1 failed     2 not supported",
    "b.test        0 passed     0 failed     0 not supported",
    "total         1 passed     1 failed     2 not supported",
    "",
    "Failed: sums.test:7  avg(a)",
    "  as written",
    "  expected  a 0",
    "  got       no such series",
    "  expected  a 1",
    "  got       no such series",
    "  expected  a 2",
    "  got       no such series",
    "  expected  a 3",
    "  got       no such series",
    "  and 2 more differences; --verbose shows them",
    "",
    "Not supported: it selects native histograms",
    "  sums.test: 9, 12",
    "",
  ]);
});

test("formatText() also lists what passed and every difference when it is verbose", () => {
  const text = formatText(results, true);
  assert.match(text, /\nPassed\n {2}sums\.test: 3\n/);
  assert.match(text, /expected {2}a 5\n/);
});

test("formatJson() has counts and every case with its outcome", () => {
  const { passed, failed, unsupported, files } = JSON.parse(formatJson(results));
  assert.deepEqual({ passed, failed, unsupported }, { passed: 1, failed: 1, unsupported: 2 });
  assert.deepEqual(files.map(({ file, failed }: { file: string; failed: number }) => [file, failed]), [
    ["sums.test", 1],
    ["b.test", 0],
  ]);
  assert.deepEqual(files[0].cases, results[0]?.cases);
});
