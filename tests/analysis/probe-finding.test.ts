import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findOutages } from "../../src/analysis/outage.ts";
import { judgeProbe } from "../../src/analysis/probe-finding.ts";
import { fateOf, readProbe } from "../../src/analysis/probe-request.ts";
import type { FactOf } from "../../src/core/fact.ts";
import type { Objective, ProbeSource } from "../../src/core/plan.ts";

const source: ProbeSource = {
  name: "site",
  url: "http://192.0.2.2/",
  interval: 250,
  timeout: 60_000,
  good: { status: [[200, 399]], within: 5_000 },
};
const objective: Objective = {
  id: "answers",
  title: "Answers",
  words: "at least 99 % answered well",
  indicator: { kind: "probe", probe: "site", measure: "good ratio" },
  comparison: ">=",
  threshold: 0.99,
  unit: "ratio",
  for: 0,
};

type Ended = FactOf<"probe">["ended"][number];

function record(ended: Ended[], open: number[] = [], end = 100_000) {
  const fact: FactOf<"probe"> = { kind: "probe", at: end, probe: "site", ended, open };
  return readProbe([fact], source, { start: 0, end });
}

/** Requests every 250 ms up to `end`; those that the test picks are lost. */
function requests(end: number, isLost: (index: number) => boolean): Ended[] {
  return Array.from({ length: end / 250 }, (_, index) => [index * 250, 5, isLost(index) ? 502 : 200]);
}

function judge(ended: Ended[], end: number, measure: "good ratio" | "p95" = "good ratio", open: number[] = []) {
  const probe = record(ended, open, end);
  const over = measure === "good ratio"
    ? objective
    : { ...objective, comparison: "<" as const, threshold: 0.2, unit: "seconds" as const };
  return judgeProbe(probe, over, measure, { start: 0, end }, findOutages(probe, end), 0.9);
}

test("readProbe() sorts the requests by the moment they were sent and says what became of each", () => {
  const { requests: all } = record(
    [[500, 5, 200], [250, 5, 503], [0, 5, "connect ECONNREFUSED"], [750, 6_000, 200]],
    [1_000, 500],
  );
  assert.deepEqual(all.map(({ outcome }) => outcome), ["failure", "bad status", "good", "slow", "unanswered"]);
});

test("fateOf() calls a young open request unknown and an old one lost", () => {
  const probe = record([[0, 5, 200]], [10_000, 99_500]);
  assert.deepEqual(probe.requests.map((request) => fateOf(probe, request)), ["good", "lost", "unknown"]);
});

test("judgeProbe() passes when enough were answered well", () => {
  const { verdict, value, budget } = judge(requests(50_000, () => false), 50_000);
  assert.equal(verdict, "pass");
  assert.equal(value, 1);
  assert.equal(budget?.left, 1);
});

test("judgeProbe() fails below the threshold and overdraws the budget", () => {
  const { verdict, value, budget, broken } = judge(requests(50_000, (index) => index % 20 === 0), 50_000);
  assert.equal(verdict, "fail");
  assert.equal(value, 0.95);
  assert.ok(Math.abs((budget?.left ?? 0) + 4) < 1e-9);
  assert.ok(broken.length > 0);
});

test("judgeProbe() tells how long the outages were, as the finding has it", () => {
  const { because, timeBroken } = judge(requests(50_000, (index) => index >= 40 && index < 80), 50_000);
  assert.equal(timeBroken, 10_000);
  assert.equal(because, "40 of 200 requests got an error or no answer: below 99 %; outages of 10 s in all");
  assert.doesNotMatch(judge(requests(50_000, () => false), 50_000).because, /outage/);
});

test("judgeProbe() never expects fewer requests than were sent", () => {
  const probe = record(requests(50_000, () => false), [], 50_000);
  const { evidence } = judgeProbe(probe, objective, "good ratio", { start: 10_000, end: 20_100 }, [], 0.9);
  assert.deepEqual([evidence.samples, evidence.expected, evidence.coverage], [41, 41, 1]);
});

test("judgeProbe() cannot tell from too few requests", () => {
  assert.equal(judge(requests(10_000, () => false), 10_000).verdict, "inconclusive");
});

test("judgeProbe() cannot tell when the recorder was down", () => {
  const half = requests(100_000, () => false).filter(([sentAt]) => sentAt < 50_000);
  assert.equal(judge(half, 100_000).verdict, "inconclusive");
  assert.equal(judge([], 100_000).verdict, "inconclusive");
});

test("judgeProbe() needs enough requests for a percentile", () => {
  assert.equal(judge(requests(25_000, () => false), 25_000, "p95").verdict, "inconclusive");
  assert.equal(judge(requests(100_000, () => false), 100_000, "p95").verdict, "pass");
});

test("judgeProbe() does not let a percentile pass by requests that had no answer", () => {
  const ended = requests(100_000, () => false).map(([sentAt, latency, status], index): Ended =>
    index % 10 === 0 ? [sentAt, latency, "timeout"] : [sentAt, latency, status]
  );
  assert.equal(judge(ended, 100_000, "p95").verdict, "inconclusive");
});

test("judgeProbe() never passes because requests were taken away", () => {
  const picks = fc.array(fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 100,
    maxLength: 200,
  });
  fc.assert(fc.property(picks, (each) => {
    const end = each.length * 250;
    const all = requests(end, (index) => each[index]?.[0] === 0);
    const inner = all.filter((_, index) => index === 0 || index === all.length - 1 || each[index]?.[1] !== 0);
    if (judge(all, end).verdict !== "pass") assert.notEqual(judge(inner, end).verdict, "pass");
  }));
});

test("findOutages() joins losses with good answers in between", () => {
  const probe = record(requests(60_000, (index) => index >= 40 && index < 80 && index % 2 === 0), [], 60_000);
  assert.deepEqual(findOutages(probe, 60_000), [{ start: 10_000, end: 19_750 }]);
});

test("findOutages() parts losses that lie two seconds and more of good answers apart", () => {
  const probe = record(requests(60_000, (index) => index === 40 || index === 60), [], 60_000);
  assert.deepEqual(findOutages(probe, 60_000), [{ start: 10_000, end: 10_250 }, { start: 15_000, end: 15_250 }]);
});

test("findOutages() does not end an outage by a good answer just before the record ends", () => {
  const probe = record(requests(60_000, (index) => index >= 200 && index < 239), [], 60_000);
  assert.deepEqual(findOutages(probe, 60_000), [{ start: 50_000, end: 60_000 }]);
});

test("judgeProbe() does not take quick answers with a bad status for fast ones", () => {
  assert.equal(judge(requests(100_000, () => true), 100_000, "p95").verdict, "fail");
  assert.equal(judge(requests(100_000, (index) => index % 10 === 0), 100_000, "p95").verdict, "fail");
  assert.equal(judge(requests(100_000, (index) => index % 50 === 0), 100_000, "p95").verdict, "pass");
});

test("readProbe() counts a request once, the worse result of two", () => {
  const { requests: all } = record([[0, 5, 200], [0, 5, 200], [250, 5, 502], [250, 5, 200], [500, 5, 200], [
    500,
    5,
    502,
  ]]);
  assert.deepEqual(all.map(({ sentAt, outcome }) => [sentAt, outcome]), [
    [0, "good"],
    [250, "bad status"],
    [500, "bad status"],
  ]);
});
