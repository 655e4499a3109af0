import assert from "node:assert/strict";
import { test } from "node:test";
import { heldPoints, stepOf } from "../../src/charts/held.ts";

test("stepOf() is the median distance", () => {
  assert.equal(stepOf([[0, 1], [5, 1], [10, 1], [40, 1]]), 5);
  assert.equal(stepOf([[0, 1]]), 0);
});

test("heldPoints() holds a value one step before a gap and at the end, not longer", () => {
  assert.deepEqual(heldPoints([[0, 1], [5, 2], [10, null], [15, 3], [20, 4]], { start: 0, end: 30 }), [
    [0, 1],
    [5, 2],
    [10, 2],
    [10, null],
    [10, null],
    [15, 3],
    [20, 4],
    [25, 4],
  ]);
});

test("heldPoints() sees a gap where points are missing and where values are not finite", () => {
  assert.deepEqual(heldPoints([[0, 1], [5, 1], [20, 1], [25, Infinity]], { start: 0, end: 30 }), [
    [0, 1],
    [5, 1],
    [10, 1],
    [10, null],
    [20, 1],
    [25, 1],
    [25, null],
    [25, null],
  ]);
});

test("heldPoints() stays inside the interval", () => {
  assert.deepEqual(heldPoints([[0, 1], [5, 2], [10, 3]], { start: 5, end: 12 }), [[5, 2], [10, 3], [12, 3]]);
});
