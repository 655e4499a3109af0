import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { identifierOf } from "../../../src/lab/swarm/identifier.ts";

test("identifierOf() makes 25 digits and small letters, the same for the same number of a seed", () => {
  fc.assert(fc.property(fc.string(), fc.nat(), (seed, number) => {
    const id = identifierOf(seed, number);
    assert.match(id, /^[0-9a-z]{25}$/);
    assert.equal(identifierOf(seed, number), id);
  }));
});

test("identifierOf() makes ids that differ in their first four letters, by which they are told apart", () => {
  const ids = Array.from({ length: 100 }, (_, number) => identifierOf("a seed", number).slice(0, 4));
  assert.equal(new Set(ids).size, ids.length);
});
