import assert from "node:assert/strict";
import { test } from "node:test";
import { quantileOf } from "../../../src/promql/engine/quantile.ts";

const of = (q: number, ...values: number[]) => quantileOf(Float64Array.from(values), q);

test("quantileOf() interpolates between neighbours", () => {
  assert.equal(of(0.5, 4, 1, 3, 2), 2.5);
  assert.equal(of(0, 4, 1), 1);
  assert.equal(of(1, 4, 1), 4);
});

test("quantileOf() is infinite outside of 0 to 1 and NaN without values or quantile", () => {
  assert.deepEqual([of(-0.1, 1), of(1.1, 1), of(0.5), of(NaN, 1)], [-Infinity, Infinity, NaN, NaN]);
});

test("quantileOf() takes NaN as the lowest value", () => {
  assert.equal(of(0, 1, NaN, 2), NaN);
  assert.equal(of(1, 1, NaN, 2), 2);
});
