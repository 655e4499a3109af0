import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { median, quantile, wilsonInterval } from "../../src/core/statistics.ts";

test("quantile() uses the R-7 method", () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  assert.equal(quantile([4, 1, 3, 2], 0.25), 1.75);
  assert.equal(quantile([10], 0.99), 10);
});

test("quantile() has no answer for no values", () => {
  assert.equal(quantile([], 0.5), undefined);
});

test("quantile() stays finite below an infinite value", () => {
  assert.equal(quantile([1, 2, 3, Infinity, Infinity], 0.5), 3);
  assert.equal(quantile([1, Infinity, Infinity], 1), Infinity);
});

test("quantile() does not change its input and lies between the extremes", () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
  fc.assert(fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, q) => {
    const before = [...all];
    const result = quantile(all, q) ?? NaN;
    assert.deepEqual(all, before);
    assert.ok(result >= Math.min(...all) && result <= Math.max(...all));
  }));
});

test("median() is the middle value", () => {
  assert.equal(median([5, 1, 3]), 3);
});

test("wilsonInterval() agrees with published values", () => {
  const [low, high] = wilsonInterval(10, 100) ?? [NaN, NaN];
  assert.ok(Math.abs(low - 0.0552) < 1e-4 && Math.abs(high - 0.1744) < 1e-4);
});

test("wilsonInterval() has a width even when all or none succeeded", () => {
  assert.equal(wilsonInterval(0, 100)?.[0], 0);
  assert.ok((wilsonInterval(0, 100)?.[1] ?? 0) > 0.03);
  assert.equal(wilsonInterval(100, 100)?.[1], 1);
});

test("wilsonInterval() has no answer without trials", () => {
  assert.equal(wilsonInterval(0, 0), undefined);
});

test("wilsonInterval() contains the ratio", () => {
  fc.assert(fc.property(fc.nat(1_000), fc.nat(1_000), (a, b) => {
    const total = a + b + 1;
    const [low, high] = wilsonInterval(a, total) ?? [NaN, NaN];
    assert.ok(low <= a / total && a / total <= high && low >= 0 && high <= 1);
  }));
});
