import assert from "node:assert/strict";
import { test } from "node:test";
import { reportCoverage } from "../../src/analysis/coverage.ts";
import { indexSession } from "../../src/analysis/session-index.ts";
import { syntheticSession } from "../fixtures/drill.ts";
import { upOf } from "./series-of.ts";

test("reportCoverage() does not count a scrape that failed as seen", () => {
  const base = syntheticSession();
  const series = [upOf("a", 0, 99_999, (at) => (at < 20_000 ? 1 : 0))];
  const index = indexSession({ ...base, head: { ...base.head, start: 0, end: 100_000 }, series });
  const { seen, expected, coverage, words } = reportCoverage(index, [], [])[0] ?? {};
  assert.deepEqual({ seen, expected, coverage }, { seen: 4, expected: 20, coverage: 0.2 });
  assert.match(words ?? "", /4 of 20 scrapes, every 5 s; 16 failed/);
});
