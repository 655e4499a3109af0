import assert from "node:assert/strict";
import { test } from "node:test";
import { answerFile, answerPart } from "../../src/archive/answer-part.ts";

const part = { query: "up", start: 0, end: 50_000_000, step: 5_000, body: null };

test("answerPart takes what one answer can hold, and no interval that ends before it starts", () => {
  assert.ok(answerPart.safeParse(part).success);
  for (const change of [{ step: 0.5 }, { step: 4_000 }, { end: -1 }, { end: 1e300 }, { start: 60_000_000 }]) {
    assert.equal(answerPart.safeParse({ ...part, ...change }).success, false, JSON.stringify(change));
  }
});

test("answerFile bounds its points by its parts, with room for a part that is missing between two", () => {
  const { body, ...range } = part;
  const file = { ...range, end: 3 * part.end, parts: [body, body] };
  assert.ok(answerFile.safeParse(file).success);
  assert.equal(answerFile.safeParse({ ...file, step: 1 }).success, false);
});
