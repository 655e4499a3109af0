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
  const { overall, doubts, line } = judge("max by (series) (x)", [], [() => 0, (at) => (at > 60_000 ? 1 : 0)]);
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
  assert.equal(judge("max(x)", [upTo], [() => 0]).overall.verdict, "inconclusive");
  assert.equal(judge("max(x)", [up], [() => 0]).overall.verdict, "pass");
});

function labelsOf(name: string) {
  return { __name__: name, job: "traefik", instance: "a" };
}
