import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatBytes,
  formatDay,
  formatDuration,
  formatInstant,
  formatNumber,
  formatOffset,
  formatTimeOfDay,
  formatValue,
} from "../../src/core/format.ts";

const thin = "\u202f";

test("formatNumber() gives three significant digits and never an exponent", () => {
  assert.equal(formatNumber(7.0412), "7.04");
  assert.equal(formatNumber(402.4), "402");
  assert.equal(formatNumber(1004), `1${thin}004`);
  assert.equal(formatNumber(0.000123456), "0.000123");
  assert.equal(formatNumber(1e21).includes("e"), false);
  assert.equal(formatNumber(0), "0");
  assert.equal(formatNumber(-0), "0");
  assert.equal(formatNumber(-2.5), "−2.5");
  assert.equal(formatNumber(NaN), "NaN");
  assert.equal(formatNumber(-Infinity), "−∞");
});

test("formatDuration() chooses the unit that a reader would", () => {
  assert.equal(formatDuration(7), "7 ms");
  assert.equal(formatDuration(999.7), "1 s");
  assert.equal(formatDuration(2_363), "2.36 s");
  assert.equal(formatDuration(12_700), "12.7 s");
  assert.equal(formatDuration(42_000), "42 s");
  assert.equal(formatDuration(200_000), "3 min 20 s");
  assert.equal(formatDuration(3_840_000), "1 h 4 min");
  assert.equal(formatDuration(3_599_600), "1 h");
  assert.equal(formatDuration(-5_000), "−5 s");
});

test("formatOffset() always has a sign", () => {
  assert.equal(formatOffset(12_700), "+12.7 s");
  assert.equal(formatOffset(0), "+0 s");
  assert.equal(formatOffset(-40), "+0 s");
  assert.equal(formatOffset(-3_000), "−3 s");
  assert.equal(formatOffset(200_000), "+3 min 20 s");
});

test("formatValue() turns base units into ones for reading", () => {
  assert.equal(formatValue(0.00704, "seconds"), "7.04 ms");
  assert.equal(formatValue(Infinity, "seconds"), "∞ s");
  assert.equal(formatValue(0.089, "ratio"), "8.9 %");
  assert.equal(formatValue(1_200_000, "bytes"), "1.2 MB");
  assert.equal(formatValue(4, "per second"), "4 /s");
});

test("formatBytes() uses powers of 1000", () => {
  assert.equal(formatBytes(812), "812 B");
  assert.equal(formatBytes(12_600), "12.6 kB");
});

test("formatInstant(), formatTimeOfDay() and formatDay() are in UTC", () => {
  const at = Date.UTC(2026, 10, 22, 23, 16, 12, 437);
  assert.equal(formatInstant(at), "2026-11-22 23:16:12 UTC");
  assert.equal(formatTimeOfDay(at), "23:16:12.4");
  assert.equal(formatDay(at), "22 Nov 2026 23:16 UTC");
});
