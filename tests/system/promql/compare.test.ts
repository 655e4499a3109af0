import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "./answer.ts";
import { compareAnswers } from "./compare.ts";

function vector(...values: readonly number[]): Answer {
  const series = values.map((value, index) => ({ labels: { index: `${index}` }, times: [0], values: [value] }));
  return { kind: "value", type: "vector", series };
}

const kinds = (theirs: Answer, ours: Answer, ordered = false) =>
  compareAnswers(theirs, ours, { relative: 1e-9, ordered }).differences.map(({ kind }) => kind);

test("compareAnswers() takes NaN for NaN, and values a billionth apart for equal", () => {
  assert.deepEqual(kinds(vector(NaN, 1, -0), vector(NaN, 1 + 1e-10, 0)), []);
  assert.deepEqual(kinds(vector(NaN, 1), vector(1, 1 + 1e-8)), ["infinite value", "value"]);
  assert.deepEqual(kinds(vector(Infinity, 1), vector(-Infinity, Infinity)), ["infinite value", "infinite value"]);
});

test("compareAnswers() finds series and points of one side only", () => {
  assert.deepEqual(kinds(vector(1, 2), vector(1)), ["series"]);
  assert.deepEqual(kinds(vector(1), vector(1, 2)), ["series"]);
  const later: Answer = {
    kind: "value",
    type: "vector",
    series: [{ labels: { index: "0" }, times: [1], values: [1] }],
  };
  assert.deepEqual(kinds(vector(1), later), ["point", "point"]);
});

test("compareAnswers() looks at the order only where it is part of the answer", () => {
  const [first, second] = [vector(1, 2), vector(1, 2)];
  if (second.kind !== "value") throw new TypeError("no value");
  const swapped: Answer = { ...second, series: second.series.toReversed() };
  assert.deepEqual(kinds(first, swapped), []);
  assert.deepEqual(kinds(first, swapped, true), ["order"]);
});

test("compareAnswers() compares refusals by their words, conflicts of matching by what they are", () => {
  const refusal = (text: string): Answer => ({ kind: "refusal", text });
  assert.deepEqual(kinds(refusal("a"), refusal("a")), []);
  assert.deepEqual(kinds(refusal("a"), refusal("b")), ["words"]);
  assert.deepEqual(kinds(refusal("a"), vector()), ["refusal"]);
  assert.deepEqual(
    kinds(
      refusal("found duplicate series for the match group {}"),
      refusal("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"),
    ),
    [],
  );
});
