import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { judgePoints } from "../../src/analysis/judge.ts";
import type { Point } from "../../src/analysis/line.ts";

const promised = { comparison: "<", threshold: 0.2, unit: "seconds", for: 10_000 } as const;

function judge(
  values: readonly (number | null)[],
  over: Partial<typeof promised> | { for: number } = {},
  coverage = 0.5,
) {
  const points = values.map((value, index): Point => [index * 5_000, value]);
  return judgePoints(points, { start: 0, end: values.length * 5_000 }, { ...promised, ...over }, coverage);
}

const good = 0.1;
const bad = 0.3;

test("judgePoints() passes when every point keeps the promise", () => {
  assert.equal(judge([good, good, good]).verdict, "pass");
});

test("judgePoints() fails for a run that lasts `for`", () => {
  const { verdict, broken, extreme } = judge([good, bad, 0.5, good, good]);
  assert.equal(verdict, "fail");
  assert.deepEqual(broken, [{ start: 5_000, end: 15_000 }]);
  assert.deepEqual(extreme, { at: 10_000, value: 0.5 });
});

test("judgePoints() passes over a violation shorter than `for`", () => {
  assert.equal(judge([good, bad, good, good]).verdict, "pass");
});

test("judgePoints() fails for any violation when `for` is 0", () => {
  assert.equal(judge([good, bad, good], { for: 0 }).verdict, "fail");
});

test("judgePoints() counts a run to the interval's end", () => {
  assert.deepEqual(judge([good, good, bad, bad]).broken, [{ start: 10_000, end: 20_000 }]);
});

test("judgePoints() ends a known run at an unknown point, and cannot tell what hides there", () => {
  const { verdict, broken, because } = judge([good, bad, null, good, good, good]);
  assert.equal(verdict, "inconclusive");
  assert.deepEqual(broken, []);
  assert.match(because, /a breach could hide/);
});

test("judgePoints() passes over a gap too short for a breach", () => {
  assert.equal(judge([good, null, good, good]).verdict, "pass");
});

test("judgePoints() cannot tell without points, without values, or with too few", () => {
  assert.equal(judge([]).verdict, "inconclusive");
  assert.equal(judge([null, null]).verdict, "inconclusive");
  assert.equal(judge([good, null, good, null, good, null], {}, 0.9).verdict, "inconclusive");
});

test("judgePoints() cannot tell when a violation fills an interval shorter than `for`", () => {
  assert.equal(judge([bad], { for: 60_000 }).verdict, "inconclusive");
});

test("judgePoints() takes an infinite value as known", () => {
  assert.equal(judge([Infinity, Infinity, good]).verdict, "fail");
});

test("judgePoints() never passes because values were taken away", () => {
  const value = fc.option(fc.constantFrom(good, bad, Infinity), { nil: null, freq: 5 });
  const values = fc.array(fc.tuple(value, fc.boolean()), { maxLength: 30 });
  fc.assert(
    fc.property(values, fc.constantFrom(0, 5_000, 12_000, 60_000), fc.double({ min: 0, max: 1, noNaN: true }), (
      all,
      least,
      coverage,
    ) => {
      const before = judge(all.map(([each]) => each), { for: least }, coverage).verdict;
      const after = judge(all.map(([each, gone]) => (gone ? null : each)), { for: least }, coverage).verdict;
      if (before !== "pass") assert.notEqual(after, "pass");
    }),
    { numRuns: 1_000 },
  );
});

test("judgePoints() lets a run that goes on from the point before last from the interval's start", () => {
  const points: Point[] = [[0, bad], [5_000, bad], [10_000, bad], [15_000, good]];
  const second = judgePoints(points.slice(1), { start: 7_000, end: 20_000 }, { ...promised, for: 0 }, 0.5);
  assert.deepEqual(second.broken, [{ start: 7_000, end: 15_000 }]);
  assert.deepEqual([second.known, second.expected], [2, 2]);
  const first = judgePoints(points.slice(0, 2), { start: 0, end: 7_000 }, { ...promised, for: 0 }, 0.5);
  assert.deepEqual(first.broken, [{ start: 0, end: 7_000 }]);
});

test("judgePoints() does not count a point before the interval by itself", () => {
  const points: Point[] = [[5_000, bad], [10_000, good], [15_000, bad]];
  const { broken, extreme } = judgePoints(points, { start: 7_000, end: 20_000 }, { ...promised, for: 0 }, 0.5);
  assert.deepEqual(broken, [{ start: 15_000, end: 20_000 }]);
  assert.equal(extreme?.at, 15_000);
  assert.equal(judgePoints(points.slice(0, 2), { start: 7_000, end: 15_000 }, promised, 0.5).verdict, "pass");
});
