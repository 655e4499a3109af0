import assert from "node:assert/strict";
import { test } from "node:test";
import type { Labels } from "../../src/core/labels.ts";
import { ownLabels, sharedLabels } from "../../src/core/shared-labels.ts";

test("sharedLabels() finds what all sets have alike, and nothing of one set", () => {
  const sets: Labels[] = [{ a: "1", b: "2", c: "" }, { a: "1", b: "3" }, { b: "2", a: "1", constructor: "x" }];
  assert.deepEqual(sharedLabels(sets), { a: "1", c: "" });
  assert.deepEqual(sharedLabels([{ constructor: "x" }, {}]), {});
  assert.deepEqual(sharedLabels([{ a: "1" }]), {});
  assert.deepEqual(sharedLabels([]), {});
});

test("ownLabels() and what is shared make the whole set", () => {
  const sets: Labels[] = [{ a: "1", b: "2" }, { a: "1", b: "3", c: "4" }];
  const shared = sharedLabels(sets);
  assert.deepEqual(sets.map((labels) => ownLabels(labels, shared)), [{ b: "2" }, { b: "3", c: "4" }]);
  assert.deepEqual(sets.map((labels) => ({ ...shared, ...ownLabels(labels, shared) })), sets);
});
