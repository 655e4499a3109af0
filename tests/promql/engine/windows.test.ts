import assert from "node:assert/strict";
import { test } from "node:test";
import { slideWindows, windowCache } from "../../../src/promql/engine/windows.ts";

const times = Float64Array.of(0, 10, 20, 30, 40);

test("slideWindows() leaves out the sample at the left edge and keeps the one at the right", () => {
  const { from, to } = slideWindows(times, Float64Array.of(20, 30, 100), 20, false);
  assert.deepEqual([[...from], [...to]], [[1, 2, 5], [3, 4, 5]]);
});

test("slideWindows() keeps the sample at the left edge of a closed window", () => {
  const { from, to } = slideWindows(times, Float64Array.of(20, 30), 20, true);
  assert.deepEqual([[...from], [...to]], [[0, 1], [3, 4]]);
});

test("slideWindows() gives the same window again for an instant that is pinned", () => {
  const { from, to } = slideWindows(times, Float64Array.of(15, 15, 15), 10, false);
  assert.deepEqual([[...from], [...to]], [[1, 1, 1], [2, 2, 2]]);
});

test("windowCache() slides once for series that share their times", () => {
  const windowsOf = windowCache(Float64Array.of(20), 10, false);
  assert.equal(windowsOf(times), windowsOf(times));
  assert.notEqual(windowsOf(times), windowsOf(times.slice()));
});
