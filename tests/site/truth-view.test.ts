import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerTruth, Truth } from "../../src/analysis/report.ts";
import { truthView } from "../../src/pages/_view/truth-view.ts";
import { drillStart } from "../fixtures/drill.ts";

const same: AnswerTruth = {
  query: "up",
  interval: { start: drillStart, end: drillStart + 10_000 },
  step: 5_000,
  outcome: "agrees",
  points: 3,
  differing: 0,
  first: undefined,
  largest: 0,
  reasons: [],
};
const unlike: AnswerTruth = {
  ...same,
  query: "sum(up)",
  outcome: "differs",
  differing: 1,
  first: { at: drillStart + 5_000, labels: {}, prometheus: 2, archive: undefined },
  reasons: ["The reason is not known"],
};
const truth = (answers: readonly AnswerTruth[]): Truth => ({
  version: "2.42.0",
  rules: 2,
  agree: answers.filter(({ outcome }) => outcome === "agrees").length,
  differ: 0,
  incomparable: 0,
  answers,
});

test("truthView() says how many answers are reproduced, and shows those that are not at once", () => {
  const view = truthView(truth([same, unlike]));
  assert.equal(view?.status.kind, "inconclusive");
  assert.equal(view?.status.word, "1 of 2 of Prometheus' answers are reproduced from the archived samples");
  assert.match(view?.words ?? "", /^Prometheus 2\.42\.0 answered .* by the rules of Prometheus 2,/);
  assert.deepEqual(view?.unlike.map(({ query, words }) => [query.map(({ text }) => text).join(""), words]), [[
    "sum(up)",
    "Differs at 1 of 3 points. The first is at 23:16:17.0 UTC: Prometheus said 2, the archived samples say no value. " +
    "The reason is not known.",
  ]]);
  assert.deepEqual(view?.alike.map(({ words }) => words), ["Reproduced: 3 points."]);
  assert.equal(truthView(truth([same, same]))?.status.kind, "pass");
});

test("truthView() is nothing without a captured answer", () => {
  assert.equal(truthView(truth([])), undefined);
});
