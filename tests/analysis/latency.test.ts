import assert from "node:assert/strict";
import { test } from "node:test";
import { reportPromql } from "../../src/analysis/promql-objective.ts";
import { indexSession } from "../../src/analysis/session-index.ts";
import type { Objective } from "../../src/core/plan.ts";
import type { Series } from "../../src/core/series.ts";
import { drillPlan, syntheticSession } from "../fixtures/drill.ts";
import { seriesOf, upOf } from "./series-of.ts";

const end = 180_000;
const phases = [[0, 63_000], [63_000, 121_000], [121_000, end]].map(([start = 0, until = end], index) => {
  const interval = { start, end: until };
  return { name: `phase ${index}`, interval, judged: interval };
});

/** Ten requests a scrape; `slowAt` of them last 25 s, the rest 10 ms. */
function histogram(slowAt: (at: number) => number): Series[] {
  const target = { job: "traefik", instance: "a", entrypoint: "web" };
  let [fast, all] = [0, 0];
  const rows: { at: number; fast: number; all: number; sum: number }[] = [];
  for (let at = 1; at < end; at += 5_000) {
    all += 10;
    fast += 10 - slowAt(at);
    rows.push({ at, fast, all, sum: fast * 0.01 + (all - fast) * 25 });
  }
  const series = (part: string, valueOf: (row: (typeof rows)[number]) => number, more = {}) =>
    seriesOf({ __name__: `d_seconds_${part}`, ...target, ...more }, rows.map((row) => [row.at, valueOf(row)]));
  return [
    upOf("a", 1, end),
    series("bucket", (row) => row.fast, { le: "0.1" }),
    series("bucket", (row) => row.all, { le: "30" }),
    series("bucket", (row) => row.all, { le: "+Inf" }),
    series("sum", (row) => row.sum),
    series("count", (row) => row.all),
  ];
}

function judge(q: number, series: readonly Series[], scale = "") {
  const query = `histogram_quantile(${q}, sum by (le) (rate(d_seconds_bucket{entrypoint="web"}[15s])))${scale}`;
  const objective: Objective = {
    id: "x",
    title: "Quantile",
    words: "below 200 ms",
    indicator: { kind: "promql", query },
    comparison: "<",
    threshold: 0.2,
    unit: "seconds",
    for: 0,
  };
  const base = syntheticSession();
  const plan = { ...drillPlan, step: 2_000, warmup: 0, objectives: [objective], panels: [] };
  const head = { ...base.head, start: 0, end, clockOffsets: [], plan };
  const index = indexSession({ ...base, head, facts: [], series, answers: [] });
  return reportPromql(index, objective, query, { phases, overall: { start: 0, end } });
}

/** One request in ten is slow in the middle: the mean breaks by far, the median never. */
const someSlow = histogram((at) => (at > 60_000 && at < 90_000 ? 1 : 0));
const mostSlow = histogram((at) => (at > 60_000 && at < 90_000 ? 8 : 0));

test("measureLatency() gives a quantile's own line first, over the query's window", () => {
  const [own, mean] = judge(0.5, someSlow).besides;
  assert.equal(own?.name, "p50 over 15 s, births counted");
  assert.match(own?.query ?? "", /^histogram_quantile\(0\.5, sum by \(le\) \(increase\(.*\[15s\] anchored\)\)\)$/);
  assert.match(mean?.name ?? "", /^mean over 15 s/);
  assert.match(judge(0.999, someSlow).besides[0]?.name ?? "", /^p99\.9 over/);
});

test("reportPromql() never breaks a quantile by the mean of its histogram", () => {
  const { overall, phases: findings, besides } = judge(0.5, someSlow);
  assert.ok(besides[1]?.points.some(([, value]) => (value ?? 0) > 1));
  for (const { broken, extreme } of [overall, ...findings]) {
    assert.deepEqual(broken, []);
    assert.ok((extreme?.value ?? Infinity) < 0.2);
  }
});

test("reportPromql() breaks a quantile where it breaks by the raw samples, no more and no less", () => {
  const { overall, besides, line } = judge(0.5, mostSlow);
  assert.equal(overall.verdict, "fail");
  const breaking = [line, besides[0]].flatMap((each) =>
    (each?.points ?? []).flatMap(([at, value]) => value !== null && value >= 0.2 ? [at] : [])
  );
  assert.deepEqual(overall.broken, [{ start: Math.min(...breaking), end: Math.max(...breaking) + 2_000 }]);
  assert.ok((overall.extreme?.value ?? Infinity) <= 30);
});

test("reportPromql() lets the time broken of the phases add up to that over all", () => {
  for (const q of [0.5, 0.95, 0.99]) {
    for (const series of [someSlow, mostSlow]) {
      const { overall, phases: findings } = judge(q, series);
      assert.equal(findings.reduce((sum, { timeBroken }) => sum + timeBroken, 0), overall.timeBroken, `p${q}`);
    }
  }
  assert.ok(judge(0.95, someSlow).overall.timeBroken > 0);
});

test("reportPromql() gives no figure for a percentile that the requests cannot support, and says why", () => {
  const { overall, phases: findings } = judge(0.95, mostSlow);
  assert.equal(overall.valueIs, "p95 over the interval, from the raw samples");
  assert.ok((overall.value ?? 0) > 0.2);
  assert.deepEqual(findings.map(({ value }) => value), [undefined, undefined, undefined]);
  assert.match(findings[0]?.valueIs ?? "", /^p95 needs 200 requests, has 1\d\d$/);
});

test("reportPromql() counts a quantile in the unit that the query makes of it", () => {
  const [line] = judge(0.5, mostSlow, " * 1000").besides;
  assert.match(line?.query ?? "", /^\(histogram_quantile\(.*\)\) \* 1000$/);
  assert.ok(line?.points.some(([, value]) => (value ?? 0) > 1_000));
});

test("reportPromql() tells how to leave out the points that look back into the phase before", () => {
  const { doubts } = judge(0.5, mostSlow);
  assert.ok(doubts.some((doubt) => doubt.includes('"warmup: 15s" in the plan or in an objectives file')));
});
