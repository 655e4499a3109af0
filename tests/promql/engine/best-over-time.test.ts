import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bestKernel } from "../../../src/promql/engine/best-over-time.ts";
import { emptyColumn } from "../../../src/promql/engine/column.ts";
import { slideWindows } from "../../../src/promql/engine/windows.ts";

const call = (range: number, ends: Float64Array) => ({ range, ends, times: ends, scalars: [], check: () => {} });

/** The best values over windows of `range` that end at each of `ends`; samples stand at 1, 2, 3, … s. */
function bestAt(
  values: readonly number[],
  ends: readonly number[],
  range: number,
  ...how: Parameters<typeof bestKernel>
) {
  const times = Float64Array.from(values, (_, index) => (index + 1) * 1_000);
  const at = Float64Array.from(ends);
  const column = emptyColumn({}, ends.length);
  const samples = { labels: {}, dropName: false, times, values: Float64Array.from(values) };
  bestKernel(...how)(samples, slideWindows(times, at, range, false), column, call(range, at));
  return Array.from(column.values, (value, step) => (column.present[step] === 1 ? value : undefined));
}

const larger = (value: number, earlier: number) => value > earlier;

test("bestKernel() finds in one pass what a look at each window finds", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN), fc.constant(-Infinity));
  const ends = fc.array(fc.integer({ min: 0, max: 14_000 }), { maxLength: 8 }).map((list) =>
    list.sort((a, b) => a - b)
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), ends, fc.integer({ min: 1, max: 9_000 }), (values, ends, range) => {
      const expected = ends.map((end) => {
        const window = values.filter((_, index) => (index + 1) * 1_000 <= end && (index + 1) * 1_000 > end - range);
        const numbers = window.filter((each) => !Number.isNaN(each));
        return window.length === 0 ? undefined : numbers.length === 0 ? NaN : Math.max(...numbers);
      });
      assert.deepEqual(bestAt(values, ends, range, larger, "value"), expected);
    }),
  );
});

test("bestKernel() tells when the best was taken: the last of equal ones where equal beats, of NaN the last", () => {
  const last = (value: number, earlier: number) => value >= earlier;
  assert.deepEqual(bestAt([2, 7, 7, 1], [4_000], 10_000, last, "time"), [3]);
  assert.deepEqual(bestAt([2, 7, 7, 1], [4_000], 10_000, larger, "time"), [2]);
  assert.deepEqual(bestAt([NaN, NaN], [1_000, 2_000], 10_000, last, "time"), [1, 2]);
});
