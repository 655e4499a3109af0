import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatFloat, formatSixDigits } from "../../src/core/float-text.ts";

test("formatFloat() writes what Prometheus writes", () => {
  const texts: readonly (readonly [number, string])[] = [
    [0, "0"],
    [-0, "-0"],
    [2.5, "2.5"],
    [-1, "-1"],
    [0.000001, "0.000001"],
    [1e-7, "1e-07"],
    [-1.5e-7, "-1.5e-07"],
    [5e-324, "5e-324"],
    [123456789012345680000, "123456789012345680000"],
    [1e21, "1e+21"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [Infinity, "+Inf"],
    [-Infinity, "-Inf"],
    [NaN, "NaN"],
  ];
  for (const [value, text] of texts) assert.equal(formatFloat(value), text);
});

test("formatFloat() reads back as the same double", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
    assert.ok(Object.is(Number(formatFloat(value)), value));
  }));
});

test("formatSixDigits() rounds fractions, and whole numbers not", () => {
  assert.deepEqual([2 / 3, 123456.789, 1_795_447_700, NaN, -Infinity].map(formatSixDigits), [
    "0.666667",
    "123457",
    "1795447700",
    "NaN",
    "-Inf",
  ]);
});
