import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Verdict, worst } from "../../src/core/verdict.ts";

const verdict = fc.constantFrom<Verdict>("pass", "inconclusive", "fail");

test("worst() prefers fail over inconclusive over pass", () => {
  assert.equal(worst(["pass", "fail", "inconclusive"]), "fail");
  assert.equal(worst(["pass", "inconclusive"]), "inconclusive");
  assert.equal(worst(["pass"]), "pass");
});

test("worst() of nothing is inconclusive", () => {
  assert.equal(worst([]), "inconclusive");
});

test("worst() is associative and commutative", () => {
  fc.assert(fc.property(verdict, verdict, verdict, (a, b, c) => {
    assert.equal(worst([a, b]), worst([b, a]));
    assert.equal(worst([worst([a, b]), c]), worst([a, worst([b, c])]));
  }));
});
