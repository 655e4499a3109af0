import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatLabelNumber,
  formatPlain,
  formatScientific,
  formatShort,
  largerOf,
  parseLabelNumber,
  power,
  smallerOf,
} from "../../../src/promql/engine/go-number.ts";

test("power() takes 1 to anything and -1 to an infinity as 1", () => {
  assert.deepEqual([power(1, NaN), power(1, Infinity), power(-1, -Infinity), power(NaN, 0)], [1, 1, 1, 1]);
  assert.deepEqual([power(-2, 0.5), power(2, -1), power(0, -1)], [NaN, 0.5, Infinity]);
});

test("largerOf() and smallerOf() prefer an infinity over NaN", () => {
  assert.deepEqual([largerOf(NaN, Infinity), largerOf(NaN, 1)], [Infinity, NaN]);
  assert.deepEqual([smallerOf(-Infinity, NaN), smallerOf(1, NaN)], [-Infinity, NaN]);
});

test("formatPlain() never uses an exponent", () => {
  assert.equal(formatPlain(1e23), "100000000000000000000000");
  assert.equal(formatPlain(1.5e-7), "0.00000015");
  assert.equal(formatPlain(-1.25e21), "-1250000000000000000000");
  assert.deepEqual([-0, NaN, Infinity, -Infinity, 0.1].map(formatPlain), ["-0", "NaN", "+Inf", "-Inf", "0.1"]);
});

test("formatShort() uses an exponent of two digits below 1e-4 and from 1e+06", () => {
  assert.deepEqual([1.1, 999_999, 1e6, 0.0001, 0.00001].map(formatShort), [
    "1.1",
    "999999",
    "1e+06",
    "0.0001",
    "1e-05",
  ]);
});

test("formatScientific() always has an exponent of two digits or more", () => {
  assert.deepEqual([0.25, 60, 0, -0, 1.5e-300, NaN, -Infinity].map(formatScientific), [
    "2.5e-01",
    "6e+01",
    "0e+00",
    "-0e+00",
    "1.5e-300",
    "NaN",
    "-Inf",
  ]);
});

test("formatLabelNumber() marks whole numbers as floats", () => {
  assert.deepEqual([0.9, 1, 0, Infinity].map(formatLabelNumber), ["0.9", "1.0", "0.0", "+Inf"]);
});

test("parseLabelNumber() reads bounds and refuses anything else", () => {
  assert.deepEqual(["1", "0.5", "+Inf", "-inf", "1e3"].map(parseLabelNumber), [1, 0.5, Infinity, -Infinity, 1000]);
  assert.deepEqual([undefined, "", " 1", "1x", "0x10"].map(parseLabelNumber), new Array(5).fill(undefined));
});
test("formatShort() writes as Go does: an exponent from a million on and below a ten-thousandth", () => {
  const expected: Readonly<Record<string, number>> = {
    "0": 0,
    "-0": -0,
    "1": 1,
    "0.1": 0.1,
    "-2.5": -2.5,
    "123456": 123_456,
    "999999": 999_999,
    "1e+06": 1_000_000,
    "1.234567e+06": 1_234_567,
    "1.795566272e+09": 1_795_566_272,
    "0.0001": 0.0001,
    "0.000456299": 0.000456299,
    "7.4091e-05": 0.000074091,
    "1e-300": 1e-300,
    "+Inf": Infinity,
    "-Inf": -Infinity,
    "NaN": NaN,
  };
  for (const [text, value] of Object.entries(expected)) assert.equal(formatShort(value), text);
});

test("formatShort() loses nothing", () => {
  for (const value of [1 / 3, 2 ** 53, 1.7976931348623157e308, 5e-324, 123_456.789, -0.1 - 0.2]) {
    assert.equal(Number(formatShort(value)), value);
  }
});
