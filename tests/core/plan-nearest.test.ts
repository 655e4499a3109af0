import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestWords } from "../../src/core/plan-nearest.ts";

test("nearestWords() finds the word with a letter too few, too many, wrong or swapped", () => {
  const known = ["phases", "panels", "preset", "probes"];
  assert.deepEqual(nearestWords("phase", known), ["phases"]);
  assert.deepEqual(nearestWords("pannels", known), ["panels"]);
  assert.deepEqual(nearestWords("perset", known), ["preset"]);
  assert.equal(nearestWords("PROBES", known)[0], "probes");
});

test("nearestWords() is empty when nothing is like the word", () => {
  assert.deepEqual(nearestWords("nope", ["url", "headers", "basic"]), []);
  assert.deepEqual(nearestWords("x", ["y"]), []);
  assert.deepEqual(nearestWords("x", []), []);
});
