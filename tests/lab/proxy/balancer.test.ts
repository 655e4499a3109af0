import assert from "node:assert/strict";
import { test } from "node:test";
import { balance } from "../../../src/lab/proxy/balancer.ts";

const servers = (weights: Readonly<Record<string, number>>) =>
  Object.entries(weights).map(([address, weight]) => ({ address, port: 3000, weight }));

function turns(
  weights: Readonly<Record<string, number>>,
  count: number,
  random = () => 0,
): readonly (string | undefined)[] {
  const next = balance(servers(weights), random);
  return Array.from({ length: count }, () => next()?.address);
}

test("balance() gives each server its turn", () => {
  assert.deepEqual(turns({ a: 1, b: 1, c: 1 }, 6), ["a", "b", "c", "a", "b", "c"]);
});

test("balance() gives turns by weight, spread out", () => {
  assert.deepEqual(turns({ a: 3, b: 1 }, 8), ["a", "a", "a", "b", "a", "a", "a", "b"]);
  assert.deepEqual(turns({ a: 1, b: 0 }, 2), ["a", "a"]);
});

test("balance() begins where chance says", () => {
  const ranks = [0.9, 0.1, 0.5];
  assert.deepEqual(turns({ a: 1, b: 1, c: 1 }, 3, () => ranks.shift() ?? 0), ["b", "c", "a"]);
});

test("balance() has no server where none has a weight", () => {
  assert.deepEqual(turns({}, 1), [undefined]);
  assert.deepEqual(turns({ a: 0 }, 1), [undefined]);
});
