import assert from "node:assert/strict";
import { test } from "node:test";
import { reportPromql } from "../../src/analysis/promql-objective.ts";
import { indexSession } from "../../src/analysis/session-index.ts";
import type { Objective } from "../../src/core/plan.ts";
import type { Series } from "../../src/core/series.ts";
import type { Answer, Session } from "../../src/core/session.ts";
import { drillPlan, syntheticSession } from "../fixtures/drill.ts";
import { seriesOf, upOf } from "./series-of.ts";

const end = 120_000;
const interval = { start: 10_000, end };
const phase = { name: "all", interval, judged: interval };

function judge(query: string, series: readonly Series[], values: ((at: number) => number | undefined)[], more = {}) {
  const base = syntheticSession();
  const times = Array.from({ length: end / 5_000 + 1 }, (_, index) => index * 5_000);
  const answer: Answer = {
    query,
    start: 0,
    end,
    step: 5_000,
    series: values.map((valueAt, index) => {
      const present = times.filter((at) => valueAt(at) !== undefined);
      return { labels: { series: String(index) }, times: present, values: present.map((at) => valueAt(at) ?? NaN) };
    }),
    warnings: [],
    infos: [],
    error: undefined,
    ...more,
  };
  const objective: Objective = {
    id: "x",
    title: "50x rate",
    words: "below 1 %",
    indicator: { kind: "promql", query },
    comparison: "<",
    threshold: 0.01,
    unit: "ratio",
    for: 0,
  };
  const session: Session = {
    ...base,
    head: { ...base.head, start: 0, end, plan: { ...drillPlan, step: 5_000, warmup: 0 } },
    series,
    answers: [answer],
  };
  return reportPromql(indexSession(session), objective, query, [phase], interval);
}

const errorRate = 'sum(rate(requests_total{code=~"5.."}[1m])) / sum(rate(requests_total[1m]))';

function counter(labels: Record<string, string>, from: number, valueAt: (at: number) => number): Series {
  const samples: [number, number][] = [];
  for (let at = from; at < end; at += 5_000) samples.push([at, valueAt(at)]);
  return seriesOf({ __name__: "requests_total", job: "traefik", instance: "a", ...labels }, samples);
}

const traffic = counter({ code: "200" }, 1, (at) => 100 + Math.floor(at / 250));
const up = upOf("a", 1, end);
const gauge = { ...counter({}, 1, () => 0), labels: labelsOf("x") };

test("reportPromql() fails by raw errors that the query cannot see", () => {
  const errors = counter({ code: "502" }, 60_001, () => 30);
  const { overall, doubts } = judge(errorRate, [up, traffic, errors], [() => 0]);
  assert.equal(overall.verdict, "fail");
  assert.match(overall.because, /30 bad of/);
  assert.ok(overall.timeBroken > 0);
  assert.ok(doubts.some((doubt) => doubt.includes("cannot be seen by rate()")));
  assert.ok(doubts.some((doubt) => doubt.includes('the query says "held", the raw samples say "broken"')));
});

test("reportPromql() knows that the error rate is 0 where no error series was ever born", () => {
  const { overall, line } = judge(errorRate, [up, traffic], []);
  assert.equal(overall.verdict, "pass");
  assert.equal(overall.value, 0);
  assert.ok(line.points.every(([, value]) => value === null));
});

test("reportPromql() does not take a missing value for 0 where there was no traffic", () => {
  const idle = counter({ code: "200" }, 1, () => 100);
  const { overall } = judge(errorRate, [up, idle], []);
  assert.equal(overall.verdict, "inconclusive");
});

test("reportPromql() cannot tell when nothing was counted, whatever the query says", () => {
  const idle = counter({ code: "200" }, 1, () => 100);
  assert.equal(judge(errorRate, [up, idle], [() => 0]).overall.verdict, "inconclusive");
});

test("reportPromql() takes an answer that is an error as inconclusive with its words", () => {
  const { overall } = judge(errorRate, [up, traffic], [() => 0], { error: "query timed out", series: [] });
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /query timed out/);
});

test("reportPromql() lets each of several series hold, and says so", () => {
  const { overall, doubts, line } = judge("max by (series) (x)", [up, gauge], [() => 0, (at) => (at > 60_000 ? 1 : 0)]);
  assert.equal(overall.verdict, "fail");
  assert.deepEqual(line.labels, { series: "1" });
  assert.ok(doubts.some((doubt) => doubt.includes("2 series")));
});

test("reportPromql() explains a mean over all time and judges the windowed one too", () => {
  const sum = { ...counter({}, 1, (at) => 10 + (at > 60_000 ? 50 : 0)), labels: labelsOf("d_seconds_sum") };
  const count = { ...traffic, labels: labelsOf("d_seconds_count") };
  const { overall, besides, doubts } = judge("sum(d_seconds_sum) / sum(d_seconds_count)", [up, sum, count], [
    () => 0.005,
  ]);
  assert.equal(overall.verdict, "fail");
  assert.match(doubts[0] ?? "", /average since the proxy started/);
  assert.match(besides[0]?.name ?? "", /mean over 60 s/);
});

test("reportPromql() does not believe values that Prometheus holds from before it was down", () => {
  const upTo = upOf("a", 1, 60_000);
  assert.equal(judge("max(x)", [upTo, gauge], [() => 0]).overall.verdict, "inconclusive");
  assert.equal(judge("max(x)", [up, gauge], [() => 0]).overall.verdict, "pass");
});

function labelsOf(name: string) {
  return { __name__: name, job: "traefik", instance: "a" };
}

test("reportPromql() takes no 0 from a numerator that matched no series, ever, and could be mistyped", () => {
  const errors = counter({ code: "502" }, 60_001, () => 30);
  const mistyped = [
    'sum(rate(requets_total{code=~"5.."}[1m])) / sum(rate(requests_total[1m]))',
    'sum(rate(requests_total{cod=~"5.."}[1m])) / sum(rate(requests_total[1m]))',
    'sum(rate(requests_total{code=~"5..",instance="b"}[1m])) / sum(rate(requests_total{instance="a"}[1m]))',
    'sum(rate(requests_total{code=~"6..",instance="b"}[1m])) / sum(rate(requests_total[1m]))',
    '(sum(rate(requets_total{code=~"5.."}[1m])) or vector(0)) / sum(rate(requests_total[1m]))',
    "(sum(rate(requets_total[1m])) or vector(0)) / on () sum(rate(requests_total[1m]))",
  ];
  for (const query of mistyped) {
    for (const values of [[], [() => 0]]) {
      const { overall, doubts } = judge(query, [up, traffic, errors], values);
      assert.equal(overall.verdict, "inconclusive", query);
      assert.ok(doubts.some((doubt) => doubt.includes("matched no series, ever")), query);
    }
  }
});

test("reportPromql() lets a 0 stand where the first error series is yet to be born", () => {
  const query = '(sum(rate(requests_total{code=~"5..",instance="a"}[1m])) or vector(0)) / ' +
    'sum(rate(requests_total{instance="a"}[1m]))';
  assert.equal(judge(query, [up, traffic], [() => 0]).overall.verdict, "pass");
});

test("reportPromql() does not believe `or vector(0)` where nothing was measured", () => {
  const query = "sum(rate(errors_total[1m])) or vector(0)";
  const down = upOf("a", 1, end, () => 0);
  const errors = { ...counter({}, 60_001, () => 3), labels: labelsOf("errors_total") };
  const early = { ...counter({}, 1, () => 3), labels: labelsOf("errors_total") };
  const upTo = upOf("a", 1, end, (at) => (at < 60_000 ? 1 : 0));
  const shortly = { ...early, times: early.times.slice(0, 6), values: early.values.slice(0, 6) };
  assert.equal(judge(query, [], [() => 0]).overall.verdict, "inconclusive", "an empty archive");
  assert.equal(judge(query, [down], [() => 0]).overall.verdict, "inconclusive", "a target that was down");
  assert.equal(judge(query, [upTo, shortly], [() => 0]).overall.verdict, "inconclusive", "a target that went down");
  assert.equal(judge(query, [up], [() => 0]).overall.verdict, "inconclusive", "a metric that is nowhere");
  assert.equal(judge(query, [up, errors], [() => 0]).overall.verdict, "pass", "a metric born later at a good target");
  assert.equal(judge(query, [early], [() => 0]).overall.verdict, "pass", "samples without `up`");
});

test("reportPromql() cannot tell while one of two instances was not seen", () => {
  const other = { ...traffic, labels: { ...traffic.labels, instance: "b" } };
  const short = { ...other, times: other.times.slice(0, 8), values: other.values.slice(0, 8) };
  const down = upOf("b", 1, end, (at) => (at < 40_000 ? 1 : 0));
  const { overall } = judge(errorRate, [up, traffic, down, short], [() => 0]);
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /Instance b was not seen from .* to .*: what it counted meanwhile is missing/);
  const gone = upOf("b", 1, 40_000);
  assert.equal(judge(errorRate, [up, traffic, gone, short], [() => 0]).overall.verdict, "inconclusive");
  const well = upOf("b", 1, end);
  assert.equal(judge(errorRate, [up, traffic, well, other], [() => 0]).overall.verdict, "pass");
});

test("reportPromql() does not miss an instance that was gone before the interval", () => {
  const early = counter({ instance: "b" }, -60_000, () => 7);
  const old = { ...early, times: early.times.slice(0, 4), values: early.values.slice(0, 4) };
  assert.equal(judge(errorRate, [up, traffic, upOf("b", -60_000, -45_000), old], [() => 0]).overall.verdict, "pass");
});

test("reportPromql() does not miss an instance before its process began", () => {
  const late = counter({ instance: "b" }, 60_001, (at) => Math.floor(at / 1_000) - 59);
  const own = { job: "traefik", instance: "b" };
  const began = (at: number) => seriesOf({ __name__: "process_start_time_seconds", ...own }, [[60_001, at]]);
  const all = [up, traffic, upOf("b", 60_001, end), late];
  assert.equal(judge(errorRate, [...all, began(58)], [() => 0]).overall.verdict, "pass");
  assert.equal(judge(errorRate, [...all, began(-500)], [() => 0]).overall.verdict, "inconclusive");
  assert.equal(judge(errorRate, all, [() => 0]).overall.verdict, "inconclusive");
});

test("reportPromql() cannot tell when an old count of errors appears under new labels", () => {
  const errors = counter({ code: "502" }, -4_999, () => 90);
  const until = { ...errors, times: errors.times.slice(0, 13), values: errors.values.slice(0, 13) };
  const renamed = { ...counter({ code: "502", env: "prod" }, 60_001, () => 90) };
  const { overall, doubts } = judge(errorRate, [upOf("a", -4_999, end), traffic, until, renamed], [() => 0]);
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /past is not known/);
  assert.ok(doubts.some((doubt) => doubt.includes("may be the same with other labels")));
});

test("reportPromql() cannot tell by a single point", () => {
  const { overall } = judge("max(x)", [up, gauge], [() => 0], { start: 15_000, step: 3_600_000 });
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /Only one point/);
});

test("reportPromql() lets a warning of Prometheus make a pass inconclusive, but no info", () => {
  const warned = judge("max(x)", [up, gauge], [() => 0], { warnings: ["partial response: store unreachable"] });
  assert.equal(warned.overall.verdict, "inconclusive");
  assert.match(warned.overall.because, /store unreachable/);
  assert.equal(judge("max(x)", [up, gauge], [() => 0], { infos: ["not a counter"] }).overall.verdict, "pass");
  const broken = judge("max(x)", [up, gauge], [() => 1], { warnings: ["partial response"] });
  assert.equal(broken.overall.verdict, "fail");
});

test("reportPromql() takes an infinite value as unknown", () => {
  assert.equal(judge("max(x)", [up, gauge], [() => -Infinity]).overall.verdict, "inconclusive");
});
