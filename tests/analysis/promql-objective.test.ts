import assert from "node:assert/strict";
import { test } from "node:test";
import { reportPromql } from "../../src/analysis/promql-objective.ts";
import { indexSession } from "../../src/analysis/session-index.ts";
import type { Objective } from "../../src/core/plan.ts";
import type { Series } from "../../src/core/series.ts";
import type { Answer, AnswerSeries, Session } from "../../src/core/session.ts";
import { evaluateRange } from "../../src/promql/engine/evaluate.ts";
import { storeOf } from "../../src/promql/engine/store.ts";
import { readQuery } from "../../src/promql/read-query.ts";
import { drillPlan, syntheticSession } from "../fixtures/drill.ts";
import { seriesOf, upOf } from "./series-of.ts";

const end = 120_000;
const interval = { start: 10_000, end };
const phase = { name: "all", interval, judged: interval };

type ValueAt = (at: number) => number | undefined;

/** What Prometheus said, where it is not what the samples say. */
interface Said extends Partial<Omit<Answer, "series">> {
  readonly values?: readonly ValueAt[];
}

/** Judges a query by its samples; Prometheus answered the same unless said, and nothing when `said` is `undefined`. */
function judge(query: string, series: readonly Series[], said: Said | undefined = {}, isAsked = true, more = {}) {
  const base = syntheticSession();
  const { values, ...changed } = said;
  const range = { start: 0, end, step: 5_000 };
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
  const answer = {
    query,
    ...range,
    series: values === undefined ? evaluated(query, series, range) : values.map(saidSeries),
    warnings: [],
    infos: [],
    error: undefined,
    ...changed,
  };
  const plan = { ...drillPlan, step: 5_000, warmup: 0, objectives: [objective], panels: [], ...more };
  const session: Session = {
    ...base,
    head: { ...base.head, start: 0, end, clockOffsets: [], plan },
    facts: [],
    series,
    answers: isAsked ? [answer] : [],
  };
  return reportPromql(indexSession(session), objective, query, { phases: [phase], overall: interval });
}

function evaluated(query: string, series: readonly Series[], range: { start: number; end: number; step: number }) {
  try {
    const { value } = evaluateRange(readQuery(query), range, storeOf(series), { rules: 2 });
    const found = value.kind === "matrix" ? value.series : [];
    return found.map(({ labels, times, values }) => ({ labels, times: [...times], values: [...values] }));
  } catch {
    return [];
  }
}

function saidSeries(valueAt: ValueAt): AnswerSeries {
  const times = Array.from({ length: end / 5_000 + 1 }, (_, place) => place * 5_000);
  const present = times.filter((at) => valueAt(at) !== undefined);
  return { labels: {}, times: present, values: present.map((at) => valueAt(at) ?? NaN) };
}

const filledErrorRate = '(sum(rate(requests_total{code=~"5.."}[1m])) or vector(0)) / sum(rate(requests_total[1m]))';
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
  const { overall, doubts } = judge(filledErrorRate, [up, traffic, errors]);
  assert.equal(overall.verdict, "fail");
  assert.match(overall.because, /30 bad of/);
  assert.ok(overall.timeBroken > 0);
  assert.ok(doubts.some((doubt) => doubt.includes("cannot be seen by rate()")));
  assert.ok(doubts.some((doubt) => doubt.includes('the query says "held", the raw samples say "broken"')));
});

test("reportPromql() knows that the error rate is 0 where no error series was ever born", () => {
  const { overall, line } = judge(errorRate, [up, traffic]);
  assert.equal(overall.verdict, "pass");
  assert.equal(overall.value, 0);
  assert.ok(line.points.every(([, value]) => value === null));
});

test("reportPromql() does not take a missing value for 0 where there was no traffic", () => {
  const idle = counter({ code: "200" }, 1, () => 100);
  const { overall } = judge(errorRate, [up, idle]);
  assert.equal(overall.verdict, "inconclusive");
});

test("reportPromql() cannot tell when nothing was counted, whatever the query says", () => {
  const idle = counter({ code: "200" }, 1, () => 100);
  assert.equal(judge(errorRate, [up, idle], { values: [() => 0] }).overall.verdict, "inconclusive");
});

test("reportPromql() takes an answer that is an error as inconclusive with its words", () => {
  const { overall } = judge(errorRate, [up, traffic], { error: "query timed out", values: [] });
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /query timed out/);
});

test("reportPromql() lets each of several series hold, and says so", () => {
  const late = { ...counter({}, 1, (at) => (at > 60_000 ? 1 : 0)), labels: { ...labelsOf("x"), series: "1" } };
  const even = { ...gauge, labels: { ...gauge.labels, series: "0" } };
  const { overall, doubts, line } = judge("max by (series) (x)", [up, even, late]);
  assert.equal(overall.verdict, "fail");
  assert.deepEqual(line.labels, { series: "1" });
  assert.ok(doubts.some((doubt) => doubt.includes("2 series")));
});

test("reportPromql() explains a mean over all time and judges the windowed one too", () => {
  const sum = { ...counter({}, 1, (at) => 10 + (at > 60_000 ? 50 : 0)), labels: labelsOf("d_seconds_sum") };
  const count = { ...counter({}, 1, (at) => 10_000 + Math.floor(at / 250)), labels: labelsOf("d_seconds_count") };
  const { overall, besides, doubts, line } = judge("sum(d_seconds_sum) / sum(d_seconds_count)", [up, sum, count]);
  assert.ok(line.points.every(([, value]) => value === null || value < 0.01));
  assert.equal(overall.verdict, "fail");
  assert.match(doubts[0] ?? "", /average since the proxy started/);
  assert.match(besides[0]?.name ?? "", /mean over 60 s/);
});

test("reportPromql() does not believe values that Prometheus holds from before it was down", () => {
  const upTo = upOf("a", 1, 60_000);
  assert.equal(judge("max(x)", [upTo, gauge]).overall.verdict, "inconclusive");
  assert.equal(judge("max(x)", [up, gauge]).overall.verdict, "pass");
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
    for (const said of [{}, { values: [] }, { values: [() => 0] }]) {
      const { overall, doubts } = judge(query, [up, traffic, errors], said);
      assert.equal(overall.verdict, "inconclusive", query);
      assert.ok(doubts.some((doubt) => doubt.includes("matched no series, ever")), query);
    }
  }
});

test("reportPromql() lets a 0 stand where the first error series is yet to be born", () => {
  const query = '(sum(rate(requests_total{code=~"5..",instance="a"}[1m])) or vector(0)) / ' +
    'sum(rate(requests_total{instance="a"}[1m]))';
  assert.equal(judge(query, [up, traffic]).overall.verdict, "pass");
});

test("reportPromql() does not believe `or vector(0)` where nothing was measured", () => {
  const query = "sum(rate(errors_total[1m])) or vector(0)";
  const down = upOf("a", 1, end, () => 0);
  const errors = { ...counter({}, 60_001, () => 3), labels: labelsOf("errors_total") };
  const early = { ...counter({}, 1, () => 3), labels: labelsOf("errors_total") };
  const upTo = upOf("a", 1, end, (at) => (at < 60_000 ? 1 : 0));
  const shortly = { ...early, times: early.times.slice(0, 6), values: early.values.slice(0, 6) };
  assert.equal(judge(query, []).overall.verdict, "inconclusive", "an empty archive");
  assert.equal(judge(query, [down]).overall.verdict, "inconclusive", "a target that was down");
  assert.equal(judge(query, [upTo, shortly]).overall.verdict, "inconclusive", "a target that went down");
  assert.equal(judge(query, [up]).overall.verdict, "inconclusive", "a metric that is nowhere");
  assert.equal(judge(query, [up, errors]).overall.verdict, "pass", "a metric born later at a good target");
  assert.equal(judge(query, [early]).overall.verdict, "pass", "samples without `up`");
});

test("reportPromql() cannot tell while one of two instances was not seen", () => {
  const other = { ...traffic, labels: { ...traffic.labels, instance: "b" } };
  const short = { ...other, times: other.times.slice(0, 8), values: other.values.slice(0, 8) };
  const down = upOf("b", 1, end, (at) => (at < 40_000 ? 1 : 0));
  const { overall } = judge(errorRate, [up, traffic, down, short]);
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /Instance b was not seen from .* to .*: what it counted meanwhile is missing/);
  const gone = upOf("b", 1, 40_000);
  assert.equal(judge(errorRate, [up, traffic, gone, short]).overall.verdict, "inconclusive");
  const well = upOf("b", 1, end);
  assert.equal(judge(errorRate, [up, traffic, well, other]).overall.verdict, "pass");
});

test("reportPromql() does not miss an instance that was gone before the interval", () => {
  const early = counter({ instance: "b" }, -60_000, () => 7);
  const old = { ...early, times: early.times.slice(0, 4), values: early.values.slice(0, 4) };
  assert.equal(judge(errorRate, [up, traffic, upOf("b", -60_000, -45_000), old]).overall.verdict, "pass");
});

test("reportPromql() does not miss an instance before its process began", () => {
  const late = counter({ instance: "b" }, 60_001, (at) => Math.floor(at / 1_000) - 59);
  const own = { job: "traefik", instance: "b" };
  const began = (at: number) => seriesOf({ __name__: "process_start_time_seconds", ...own }, [[60_001, at]]);
  const all = [up, traffic, upOf("b", 60_001, end), late];
  assert.equal(judge(errorRate, [...all, began(58)]).overall.verdict, "pass");
  assert.equal(judge(errorRate, [...all, began(-500)]).overall.verdict, "inconclusive");
  assert.equal(judge(errorRate, all).overall.verdict, "inconclusive");
});

test("reportPromql() cannot tell when an old count of errors appears under new labels", () => {
  const errors = counter({ code: "502" }, -4_999, () => 90);
  const until = { ...errors, times: errors.times.slice(0, 13), values: errors.values.slice(0, 13) };
  const renamed = { ...counter({ code: "502", env: "prod" }, 60_001, () => 90) };
  const { overall, doubts } = judge(errorRate, [upOf("a", -4_999, end), traffic, until, renamed]);
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /past is not known/);
  assert.ok(doubts.some((doubt) => doubt.includes("may be the same with other labels")));
});

test("reportPromql() cannot tell by a single point", () => {
  const { overall } = judge("max(x)", [up, gauge], {}, true, { step: 3_600_000 });
  assert.equal(overall.verdict, "pass");
  const single = judge("max(x)", [up, gauge], { start: 15_000, end: 15_000, step: 3_600_000 });
  assert.equal(single.overall.verdict, "inconclusive");
  assert.match(single.overall.because, /Only one point/);
});

test("reportPromql() lets a warning of Prometheus make a pass inconclusive, but no info", () => {
  const warned = judge("max(x)", [up, gauge], { warnings: ["partial response: store unreachable"] });
  assert.equal(warned.overall.verdict, "inconclusive");
  assert.match(warned.overall.because, /store unreachable/);
  assert.equal(judge("max(x)", [up, gauge], { infos: ["not a counter"] }).overall.verdict, "pass");
  const broken = judge("max(x)", [up, constant(1)], { warnings: ["partial response"] });
  assert.equal(broken.overall.verdict, "fail");
});

test("reportPromql() takes an infinite value as unknown", () => {
  assert.equal(judge("max(x)", [up, constant(-Infinity)]).overall.verdict, "inconclusive");
});

function constant(value: number): Series {
  return { ...counter({}, 1, () => value), labels: labelsOf("x") };
}

test("reportPromql() judges by the worse of the archived samples and Prometheus' own answer, and says that they differ", () => {
  const worse = judge("max(x)", [up, gauge], { values: [(at) => (at > 60_000 ? 1 : 0)] });
  assert.equal(worse.overall.verdict, "fail");
  assert.match(worse.overall.because, /by Prometheus' own answer/);
  assert.ok(worse.doubts.some((doubt) => doubt.includes("not reproduced from the archived samples")));
  const better = judge("max(x)", [up, constant(1)], { values: [() => 0] });
  assert.equal(better.overall.verdict, "fail");
  const partial = judge("max(x)", [up, gauge], { values: [(at) => (at > 60_000 ? undefined : 0)] });
  assert.equal(partial.overall.verdict, "inconclusive");
});

test("reportPromql() judges a query that Prometheus was never asked by the archived samples alone", () => {
  const { overall, line } = judge("max(x)", [up, gauge], {}, false);
  assert.equal(overall.verdict, "pass");
  assert.match(overall.evidence.source, /Prometheus itself was not asked/);
  assert.equal(overall.evidence.prometheus, undefined);
  assert.ok(line.points.some(([, value]) => value === 0));
});

test("reportPromql() cannot tell by a metric that was never recorded, and names it", () => {
  for (const isAsked of [true, false]) {
    const { overall, doubts } = judge("max(x)", [up, traffic], { values: [] }, isAsked, { objectives: [] });
    assert.equal(overall.verdict, "inconclusive");
    assert.match(overall.because, /^x was never recorded/);
    assert.deepEqual(doubts, [overall.because]);
  }
});

test("reportPromql() cannot tell by a part of what a query asks for", () => {
  const panels = [{ id: "p", title: "p", query: 'requests_total{code="200"}', unit: "count" }];
  const { overall } = judge("sum(requests_total) * 0", [up, traffic], {}, false, { objectives: [], panels });
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /not all was recorded.*the archive holds only requests_total\{code="200"\}/);
});

test("reportPromql() cannot tell by a window that reaches back to before the record", () => {
  const { overall } = judge("max(max_over_time(x[10m]))", [up, gauge], {}, false);
  assert.equal(overall.verdict, "inconclusive");
  assert.match(overall.because, /looks back to before 23:55:00\.0 UTC/);
});

test("reportPromql() takes Prometheus' own values where a window reaches back to before the record", () => {
  const broken = judge("max(max_over_time(x[10m]))", [up, gauge], { values: [() => 1] });
  assert.equal(broken.overall.verdict, "fail");
  assert.equal(judge("max(max_over_time(x[10m]))", [up, gauge], { values: [() => 0] }).overall.verdict, "pass");
  assert.match(broken.overall.evidence.source, /where the archive begins too late/);
});

test("reportPromql() cannot tell by a query that has no answer, or cannot be read, and says why", () => {
  const twice = { ...gauge, labels: { ...gauge.labels, code: "1" } };
  for (const isAsked of [true, false]) {
    const unmatched = judge("x * on (job) x", [up, gauge, twice], {}, isAsked);
    assert.equal(unmatched.overall.verdict, "inconclusive");
    assert.match(unmatched.overall.because, /many-to-many matching not allowed/);
    const unreadable = judge("max(x", [up, gauge], {}, isAsked);
    assert.equal(unreadable.overall.verdict, "inconclusive");
    assert.match(unreadable.overall.because, /cannot be read/);
  }
});
