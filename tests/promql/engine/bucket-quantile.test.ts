import assert from "node:assert/strict";
import { test } from "node:test";
import { bucketFraction, bucketQuantile } from "../../../src/promql/engine/bucket-quantile.ts";

const buckets = (...pairs: readonly (readonly [bound: number, count: number])[]) =>
  pairs.map(([bound, count]) => ({ bound, count }));
const plain = buckets([0.1, 5], [0.2, 15], [Infinity, 20]);

test("bucketQuantile() interpolates within a bucket", () => {
  assert.equal(bucketQuantile(0.125, plain).value, 0.05);
  assert.ok(Math.abs(bucketQuantile(0.5, plain).value - 0.15) < 1e-12);
});

test("bucketQuantile() gives the highest finite bound for the last bucket", () => {
  assert.equal(bucketQuantile(0.9, plain).value, 0.2);
});

test("bucketQuantile() has no answer without a last bucket, without observations, with one bucket", () => {
  assert.equal(bucketQuantile(0.5, buckets([0.1, 5], [0.2, 5])).value, NaN);
  assert.equal(bucketQuantile(0.5, buckets([0.1, 0], [Infinity, 0])).value, NaN);
  assert.equal(bucketQuantile(0.5, buckets([Infinity, 3])).value, NaN);
});

test("bucketQuantile() tells when counts fell, and takes rounding for none", () => {
  assert.equal(bucketQuantile(0.5, buckets([0.1, 10], [0.2, 5], [Infinity, 20])).isForced, true);
  assert.equal(bucketQuantile(0.5, buckets([0.1, 10], [0.2, 10 - 1e-13], [Infinity, 20])).isForced, false);
});

test("bucketQuantile() adds up buckets of one bound", () => {
  assert.equal(bucketQuantile(0.5, buckets([1, 2], [1, 2], [Infinity, 4])).value, 0.5);
});

test("bucketFraction() is the inverse of bucketQuantile()", () => {
  assert.ok(Math.abs(bucketFraction(-Infinity, 0.15, plain) - 0.5) < 1e-12);
  assert.equal(bucketFraction(0.1, 0.2, plain), 0.5);
});

test("bucketFraction() counts nothing of an infinitely wide bucket as below", () => {
  assert.equal(bucketFraction(0.2, 5, plain), 0);
  assert.equal(bucketFraction(0.2, Infinity, plain), 0.25);
  assert.equal(bucketFraction(2, 1, plain), 0);
  assert.equal(bucketFraction(NaN, 1, plain), NaN);
});
