import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { keepBest } from "../../../src/promql/engine/value-heap.ts";

const entriesOf = (values: readonly number[]) => values.map((value, index) => ({ index, value }));

test("keepBest() keeps the highest values, highest first", () => {
  fc.assert(fc.property(fc.array(fc.float({ noNaN: true })), fc.integer({ min: 1, max: 12 }), (values, k) => {
    const best = keepBest(entriesOf(values), k).map(({ value }) => value);
    assert.deepEqual(best, values.toSorted((a, b) => b - a).slice(0, k));
  }));
});

test("keepBest() lets NaN lose against every number", () => {
  assert.deepEqual(keepBest(entriesOf([NaN, 1, NaN, 2]), 3).map(({ value }) => value), [2, 1, NaN]);
});
