import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactSums } from "../../../src/promql/engine/exact-sums.ts";

test("exactSums() gives the sum of any stretch of whole numbers as the difference of two", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 20 }), fc.nat(20), fc.nat(20), (numbers, a, b) => {
      const sums = exactSums(Float64Array.from(numbers));
      const [from, to] = [Math.min(a, b, numbers.length), Math.min(Math.max(a, b), numbers.length)];
      const sum = numbers.slice(from, to).reduce((total, value) => total + value, 0);
      assert.equal(sums?.[to]! - sums?.[from]!, sum);
    }),
  );
});

test("exactSums() is undefined for fractions, NaN, infinities and sums beyond what is exact", () => {
  for (const values of [[1.5], [NaN], [1, Infinity], [2 ** 53 - 1, 1], [2 ** 52, -(2 ** 52), 1]]) {
    assert.equal(exactSums(Float64Array.from(values)), undefined, String(values));
  }
  assert.deepEqual(exactSums(Float64Array.of(2 ** 53 - 1)), Float64Array.of(0, 2 ** 53 - 1));
});
