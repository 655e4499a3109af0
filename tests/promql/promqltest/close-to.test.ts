import assert from "node:assert/strict";
import { test } from "node:test";
import { isCloseTo } from "./close-to.ts";

test("isCloseTo() allows a millionth of the sum", () => {
  assert.ok(isCloseTo(1, 1.0000019));
  assert.ok(!isCloseTo(1, 1.0000021));
  assert.ok(isCloseTo(-1e300, -1.000001e300));
});

test("isCloseTo() takes NaN for NaN and infinity for itself", () => {
  assert.ok(isCloseTo(NaN, NaN));
  assert.ok(!isCloseTo(NaN, 0));
  assert.ok(isCloseTo(Infinity, Infinity));
  assert.ok(!isCloseTo(Infinity, -Infinity));
  assert.ok(!isCloseTo(Infinity, Number.MAX_VALUE));
});

test("isCloseTo() takes nothing but 0 for 0", () => {
  assert.ok(isCloseTo(0, -0));
  assert.ok(!isCloseTo(0, 1e-300));
  assert.ok(!isCloseTo(1.2e-16, 0));
});
