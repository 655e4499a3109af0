import assert from "node:assert/strict";
import { test } from "node:test";
import { rangeOver } from "../../src/explore/question.ts";

test("rangeOver() refuses a range that ends before it starts, and a step of nothing", () => {
  assert.throws(() => rangeOver({ start: 2, end: 1 }, 1), /The end lies before the start/);
  assert.throws(() => rangeOver({ start: 0, end: 1 }, 0), /longer than 0 s/);
  assert.throws(() => rangeOver({ start: 0, end: 1 }, NaN), /longer than 0 s/);
});

test("rangeOver() draws at most 11 000 steps, and says which step is long enough", () => {
  const day = { start: 0, end: 86_400_000 };
  assert.throws(() => rangeOver(day, 1_000), /86401 steps[^]*a step of 8s or more/);
  assert.equal(rangeOver(day, 8_000).step, 8_000);
  assert.equal(rangeOver({ start: 5, end: 5 }, 1).end, 5);
});
