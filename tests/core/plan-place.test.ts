import assert from "node:assert/strict";
import { test } from "node:test";
import { homesOf, placeAt } from "../../src/core/plan-place.ts";

test("placeAt() knows the keys of maps, of a list's items and of alternatives", () => {
  assert.ok(placeAt([]).keys.includes("phases"));
  assert.ok(placeAt(["sources", "probes", 3, "good"]).keys.includes("within"));
  assert.deepEqual(placeAt(["preset", "answers"]).keys, ["threshold", "title"]);
  assert.deepEqual(placeAt(["sources", "nothing"]), { keys: [], secret: false });
});

test("placeAt() knows where only the name of a variable may stand", () => {
  assert.equal(placeAt(["sources", "prometheus", "bearer"]).secret, true);
  assert.equal(placeAt(["sources", "prometheus", "headers", "X-Any"]).secret, true);
  assert.equal(placeAt(["sources", "prometheus"]).secret, false);
});

test("homesOf() names the maps of a plan that know a key", () => {
  assert.deepEqual(homesOf("probes"), ["sources"]);
  assert.deepEqual(homesOf("phases"), [""]);
  assert.deepEqual(homesOf("nothing"), []);
});
