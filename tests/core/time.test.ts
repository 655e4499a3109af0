import assert from "node:assert/strict";
import { test } from "node:test";
import { contains, intersect, lengthOf, parseDuration } from "../../src/core/time.ts";

test("parseDuration() reads Prometheus' literals", () => {
  assert.equal(parseDuration("250ms"), 250);
  assert.equal(parseDuration("1m30s"), 90_000);
  assert.equal(parseDuration("1h"), 3_600_000);
  assert.equal(parseDuration("1y2w3d"), 31_536_000_000 + 14 * 86_400_000 + 3 * 86_400_000);
});

test("parseDuration() refuses what is no duration", () => {
  for (const text of ["", "s", "5", "1s1m", "1m 30s", "-5s", "1.5s", "5 s"]) {
    assert.throws(() => parseDuration(text), SyntaxError, text);
  }
});

test("lengthOf() is 0 for an interval that ends before it starts", () => {
  assert.equal(lengthOf({ start: 5, end: 3 }), 0);
  assert.equal(lengthOf({ start: 3, end: 5 }), 2);
});

test("intersect() has no answer for intervals that only touch", () => {
  assert.equal(intersect({ start: 0, end: 5 }, { start: 5, end: 9 }), undefined);
  assert.deepEqual(intersect({ start: 0, end: 6 }, { start: 5, end: 9 }), { start: 5, end: 6 });
});

test("contains() includes the start and leaves out the end", () => {
  assert.equal(contains({ start: 1, end: 2 }, 1), true);
  assert.equal(contains({ start: 1, end: 2 }, 2), false);
});
