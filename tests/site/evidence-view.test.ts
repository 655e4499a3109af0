import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding, ObjectiveReport } from "../../src/analysis/report.ts";
import { evidenceView } from "../../src/pages/_view/evidence-view.ts";
import { objectiveView } from "../../src/pages/_view/objective-view.ts";
import { drillPlan, drillStart } from "../fixtures/drill.ts";

const interval = { start: drillStart, end: drillStart + 60_000 };
const [responseTime] = drillPlan.objectives;
assert.ok(responseTime !== undefined);

const finding: Finding = {
  interval,
  verdict: "fail",
  because: "200 ms or more for 42 s",
  value: 1.004,
  valueIs: "mean over the phase",
  extreme: { at: drillStart + 30_000, value: 3.2 },
  broken: [{ start: drillStart + 10_000, end: drillStart + 52_000 }],
  timeBroken: 42_000,
  budget: { allowed: 3.6, spent: 32, left: -7.9 },
  evidence: { source: "Prometheus", query: "up", interval, samples: 9, expected: 12, coverage: 0.75 },
  details: [],
};
const report: ObjectiveReport = {
  objective: responseTime,
  line: { name: "a", labels: {}, points: [[drillStart, 0.007], [drillStart + 5_000, null], [drillStart + 60_000, 9]] },
  besides: [],
  overall: finding,
  phases: [finding],
  doubts: [],
};
const links = { interval: { start: drillStart, end: drillStart + 300_000 }, step: 5_000 };
const textOf = (changed: Partial<Finding>, term: string) =>
  evidenceView(report, { ...finding, ...changed }, links).terms.find((row) => row.term === term)?.text;

test("evidenceView() tells interval, figure, samples and coverage", () => {
  assert.equal(textOf({}, "Judged"), "23:16:12.0 to 23:17:12.0 UTC (60 s)");
  assert.equal(textOf({}, "Figure"), "1 s, mean over the phase");
  assert.equal(textOf({}, "Seen"), "9 of 12 expected, coverage 75 %");
  assert.equal(textOf({}, "Worst moment"), "3.2 s at 23:16:42.0 UTC");
  assert.equal(textOf({}, "Broken"), "42 s: 23:16:22.0 to 23:17:04.0 UTC (42 s)");
  assert.equal(textOf({}, "Error budget"), "32 bad requests of 3.6 allowed: overdrawn by 790 % of it");
});

test("evidenceView() tells Prometheus' own last value within the interval, or that there was none", () => {
  const said = (prometheus: Finding["evidence"]["prometheus"]) =>
    textOf(
      { evidence: { ...finding.evidence, ...prometheus === undefined ? {} : { prometheus } } },
      "Prometheus itself",
    );
  assert.equal(
    said({ last: { at: drillStart, value: 0.007 }, points: 1, differing: 0 }),
    "7 ms at 23:16:12.0 UTC, its last of 1",
  );
  assert.equal(
    said({ last: undefined, points: 0, differing: 3 }),
    "gave no value in this interval; it said something else at 3 of these instants",
  );
  assert.equal(said(undefined), "was not asked");
});

test("evidenceView() leads to what was asked for the figures beside", () => {
  const at = drillStart + 59_999;
  const counted = [{ words: "requests", query: "sum(increase(h_count[1m] anchored))", at }];
  const details: Finding["details"] = [
    {
      kind: "latency",
      histogram: "h",
      count: 1,
      mean: 1,
      quantiles: [],
      thresholdBetween: undefined,
      queries: counted,
    },
  ];
  assert.deepEqual(evidenceView(report, { ...finding, details }, links).asked, [{
    text: "requests",
    href: "explore/index.html?query=sum(increase(h_count%5B1m%5D%20anchored))&at=2026-11-22T23%3A17%3A11.999Z",
  }]);
});

test("evidenceView() says why there is no figure", () => {
  assert.equal(textOf({ value: undefined, valueIs: "no request was counted" }, "Figure"), "—, no request was counted");
});

test("evidenceView() shows percentiles with their bounds, and why one is not shown", () => {
  const quantile = { q: 0.5, value: 0.15, lower: 0.1, upper: 0.2, because: undefined };
  const details: Finding["details"] = [{
    kind: "latency",
    histogram: "h",
    count: 40,
    mean: undefined,
    quantiles: [
      quantile,
      { ...quantile, q: 0.95, lower: 5, upper: Infinity },
      { q: 0.99, value: undefined, lower: undefined, upper: undefined, because: "40 requests cannot support it" },
    ],
    thresholdBetween: [0.1, 0.3],
    queries: [],
  }];
  assert.equal(textOf({ details }, "Mean from the raw histogram"), "no requests, so no mean, 40 requests (h)");
  assert.equal(textOf({ details }, "p50"), "150 ms, between 100 ms and 200 ms");
  assert.equal(textOf({ details }, "p95"), "above 5 s");
  assert.equal(textOf({ details }, "p99"), "not shown: 40 requests cannot support it");
  assert.match(textOf({ details }, "Threshold") ?? "", /between the histogram's bounds 100 ms and 300 ms/);
});

test("evidenceView() tells counts with their interval, and the requests that the query cannot see", () => {
  const details: Finding["details"] = [{
    kind: "counts",
    metric: "requests_total",
    bad: 32,
    total: 360,
    ratio: 32 / 360,
    unseen: 8,
    born: ['{code="504"}'],
    interval95: [0.063, 0.123],
    queries: [],
  }];
  assert.equal(textOf({ details }, "Counted in the raw samples"), "32 of 360 requests, 8.89 % (requests_total)");
  assert.equal(textOf({ details }, "95 % interval"), "6.3 % to 12.3 %");
  assert.match(
    textOf({ details }, "Unseen by the query") ?? "",
    /^8 bad requests.*born in this interval: \{code="504"\}$/,
  );
});

test("objectiveView() notes beside the figure what it alone would hide", () => {
  const noteOf = (changed: Partial<Finding>) =>
    objectiveView({ ...report, phases: [{ ...finding, ...changed }] }, [], links).phases[0]?.note;
  assert.equal(noteOf({}), "for\u00a042\u00a0s");
  assert.equal(noteOf({ verdict: "inconclusive", value: undefined }), "cannot\u00a0tell");
  const nothing = { ...finding.evidence, samples: 0 };
  assert.equal(noteOf({ verdict: "inconclusive", value: undefined, evidence: nothing }), "no\u00a0data");
  assert.equal(noteOf({ verdict: "inconclusive" }), "cannot\u00a0tell");
  assert.equal(noteOf({ verdict: "pass", timeBroken: 0 }), "");
});

test("objectiveView() says why a phase is broken whose own figure keeps the promise", () => {
  const noteOf = (changed: Partial<Finding>) =>
    objectiveView({ ...report, phases: [{ ...finding, value: 0.007, ...changed }] }, [], links).phases[0]?.note;
  assert.equal(noteOf({}), "at worst 3.2\u00a0s, for\u00a042\u00a0s");
  assert.equal(noteOf({ value: undefined }), "at worst 3.2\u00a0s, for\u00a042\u00a0s");
  assert.equal(noteOf({ extreme: undefined }), "broken for\u00a042\u00a0s");
  const because = "200 ms or more for 5 s; its window of 15 s reaches back before this interval";
  assert.equal(noteOf({ because }), "at worst 3.2\u00a0s, its window reaches back before this phase");
  assert.equal(noteOf({ timeBroken: 0, broken: [] }), "at worst 3.2\u00a0s");
  assert.equal(noteOf({ timeBroken: 0, extreme: undefined }), "broken by the raw samples");
});

test("evidenceView() leads to the explore page with the query over the judged interval", () => {
  const exploreOf = (changed: Partial<Finding>) => evidenceView(report, { ...finding, ...changed }, links).explore;
  assert.equal(exploreOf({}), "explore/index.html?query=up&end=2026-11-22T23%3A17%3A12Z");
  assert.equal(exploreOf({ evidence: { ...finding.evidence, query: undefined } }), "");
});
