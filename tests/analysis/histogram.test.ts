import assert from "node:assert/strict";
import { test } from "node:test";
import { type Histogram, latencyIn, quantileIn, requestsNeeded } from "../../src/analysis/histogram.ts";

const whole = { start: 0, end: 10 };

/** A histogram in which the given numbers of requests, cumulative by bound, ended at 5. */
function histogram(counts: Readonly<Record<string, number>>, sum = 0): Histogram {
  const tally = (value: number) => ({ times: Float64Array.of(5), total: Float64Array.of(0, value) });
  const buckets = Object.entries(counts).map(([bound, count]) => ({ bound: Number(bound), tally: tally(count) }))
    .sort((a, b) => a.bound - b.bound);
  return { name: "duration_seconds", sum: tally(sum), count: tally(counts.Infinity ?? 0), buckets };
}

test("requestsNeeded() wants ten requests beyond a percentile", () => {
  assert.deepEqual([0.5, 0.9, 0.95, 0.99].map(requestsNeeded), [20, 100, 200, 1_000]);
});

test("quantileIn() interpolates between the bounds as histogram_quantile() does", () => {
  const { value, lower, upper } = quantileIn(histogram({ 0.1: 50, 0.3: 100, Infinity: 100 }), whole, 0.75 as 0.5);
  assert.deepEqual([value, lower, upper].map((each) => each?.toFixed(3)), ["0.200", "0.100", "0.300"]);
});

test("quantileIn() says no more than the highest finite bound", () => {
  const { value, lower, upper } = quantileIn(histogram({ 0.1: 10, 5: 20, Infinity: 400 }), whole, 0.95);
  assert.deepEqual([value, lower, upper], [5, 5, Infinity]);
});

test("quantileIn() has no value when the count cannot support it", () => {
  const { value, because } = quantileIn(histogram({ 0.1: 100, Infinity: 100 }), whole, 0.99);
  assert.equal(value, undefined);
  assert.equal(because, "needs 1000 requests, has 100");
});

test("quantileIn() has no value without a bucket for all requests", () => {
  assert.equal(quantileIn(histogram({ 0.1: 100 }), whole, 0.5).value, undefined);
});

test("latencyIn() has no mean without traffic", () => {
  const { mean, count } = latencyIn(histogram({ 0.1: 100, Infinity: 100 }, 7), { start: 20, end: 30 }, undefined);
  assert.equal(mean, undefined);
  assert.equal(count, 0);
});

test("latencyIn() says when the threshold lies between two bounds", () => {
  const measured = histogram({ 0.1: 100, 0.3: 100, Infinity: 100 });
  assert.deepEqual(latencyIn(measured, whole, 0.2).thresholdBetween, [0.1, 0.3]);
  assert.equal(latencyIn(measured, whole, 0.3).thresholdBetween, undefined);
  assert.deepEqual(latencyIn(measured, whole, 7).thresholdBetween, [0.3, Infinity]);
});
