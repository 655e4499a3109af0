import assert from "node:assert/strict";
import { test } from "node:test";
import { momentsCalled, namedMoments } from "../../src/core/moments.ts";

const moments = {
  interval: { start: 0, end: 100 },
  phases: [{ name: "one worker", interval: { start: 0, end: 60 } }, { name: "one", interval: { start: 60, end: 100 } }],
  marks: [{ label: "halted", at: 10 }],
};

test("namedMoments() takes the end of a phase that is meant", () => {
  assert.deepEqual(namedMoments(moments, "start").map(({ at }) => at), [0, 60, 10]);
  assert.deepEqual(namedMoments(moments, "end").map(({ at }) => at), [60, 100, 10]);
});

test("momentsCalled() prefers the whole name to a beginning, in whatever case", () => {
  const named = namedMoments(moments, "start");
  assert.deepEqual(momentsCalled("ONE", named), [{ name: "one", at: 60 }]);
  assert.equal(momentsCalled("on", named).length, 2);
  assert.deepEqual(momentsCalled("x", named), []);
});
