import assert from "node:assert/strict";
import { test } from "node:test";
import { judgePromql, type PromqlMaterial } from "../../src/analysis/promql-finding.ts";
import type { JudgedSeries } from "../../src/analysis/judged-series.ts";
import type { RawTruth } from "../../src/analysis/raw-truth.ts";
import type { Objective } from "../../src/core/plan.ts";

const step = 2_000;
const interval = { start: 0, end: 60_000 };
const objective: Objective = {
  id: "time",
  title: "Response time",
  words: "mean below 200 ms",
  indicator: { kind: "promql", query: "q" },
  comparison: "<",
  threshold: 0.2,
  unit: "seconds",
  for: 0,
};

type ValueAt = (at: number) => number;

/** Slow by so much from one second to another. */
const slow = (from: number, to: number, value: number): ValueAt => (at) =>
  at >= from * 1_000 && at < to * 1_000 ? value : 0.01;

const times = Array.from({ length: 31 }, (_, index) => index * step);

function seriesOf(by: JudgedSeries["by"], lines: readonly ValueAt[]): JudgedSeries[] {
  return lines.map((valueAt, index) => ({ labels: { n: String(index) }, by, valueAt }));
}

function rawOf(valueAt: ValueAt, whole: number, isWindowedSame = true): RawTruth {
  return {
    window: 15_000,
    lifetime: false,
    isWindowedSame,
    valueIs: "mean over the interval, from the raw samples",
    trafficIn: () => 100,
    valueIn: () => whole,
    absenceIn: () => "no request was counted",
    certainIn: () => whole,
    wordsIn: () => "The raw samples give a mean of 1 s over 100 requests",
    detailsIn: () => [],
    budgetIn: () => undefined,
    isSilentZero: () => false,
    lines: [{ name: "mean", labels: {}, points: times.map((at) => [at, valueAt(at)]) }],
    doubtsIn: () => [],
  };
}

/** Judges what PromQL says of the archived samples, and what Prometheus had said where that differs. */
function judge(archive: readonly ValueAt[], raw?: RawTruth, prometheus: readonly ValueAt[] = [], refusal?: string) {
  const material: PromqlMaterial = {
    objective,
    query: "q",
    times,
    judged: {
      series: [...seriesOf("archive", archive), ...seriesOf("prometheus", prometheus)],
      differsAt: new Set(prometheus.length === 0 ? [] : [0, 2_000]),
      prometheusAt: (_, at) => prometheus[0]?.(at) ?? null,
    },
    isAnswered: prometheus.length > 0,
    refusal,
    source: "for the test",
    raw,
    isUnscraped: () => false,
    minimumCoverage: 0.9,
  };
  return judgePromql(material, interval).finding;
}

test("judgePromql() tells the figures of the query and the raw samples together, and how much the query saw", () => {
  const finding = judge([slow(20, 48, 6.7)], rawOf(slow(18, 50, 7.65), 1.68));
  assert.equal(finding.timeBroken, 32_000);
  assert.deepEqual(finding.broken, [{ start: 18_000, end: 50_000 }]);
  assert.deepEqual(finding.extreme, { at: 18_000, value: 7.65 });
  assert.equal(
    finding.because,
    "200 ms or more for 32 s, of which the plan's query saw 28 s; at worst 7.65 s",
  );
});

test("judgePromql() takes the worst of both where the query saw the worse", () => {
  const { because, extreme } = judge([slow(20, 30, 9)], rawOf(slow(28, 40, 7), 1.68));
  assert.equal(extreme?.value, 9);
  assert.equal(because, "200 ms or more for 20 s, of which the plan's query saw 10 s; at worst 9 s");
});

test("judgePromql() says nothing of the query's share where it saw all", () => {
  const words = "200 ms or more for 28 s, at worst 6.7 s";
  assert.equal(judge([slow(20, 48, 6.7)], rawOf(slow(22, 40, 3), 1.68)).because, words);
  assert.equal(judge([slow(20, 48, 6.7)]).because, words);
});

test("judgePromql() says that the query saw nothing where only the raw samples break the promise", () => {
  const within = judge([() => 0.01], rawOf(slow(20, 30, 3), 0.1));
  assert.equal(
    within.because,
    "By the raw samples, births counted: 200 ms or more for 10 s, of which the plan's query saw nothing; at worst 3 s",
  );
  assert.equal(within.timeBroken, 10_000);
  const whole = judge([], rawOf(slow(20, 30, 3), 1));
  assert.equal(whole.verdict, "fail");
  assert.match(
    whole.because,
    /^The raw samples give a mean of 1 s .*: 200 ms or more for 10 s, .* saw nothing; at worst/,
  );
});

test("judgePromql() has no length to tell where only the whole interval breaks the promise", () => {
  const { because, timeBroken } = judge([() => 0.01], rawOf(() => 0.01, 1));
  assert.equal(timeBroken, 0);
  assert.equal(because, "The raw samples give a mean of 1 s over 100 requests: 200 ms or more");
});

test("judgePromql() names the window and the number of series after the figures", () => {
  const reaching = judge([slow(0, 10, 3)], rawOf(slow(0, 12, 2), 0.1));
  assert.match(reaching.because, /for 12 s, .*saw 10 s; at worst 3 s; its window of 15 s reaches back/);
  assert.match(
    judge([() => 0.01, slow(0, 10, 3)]).because,
    /for 10 s, at worst 3 s; the worst of 2/,
  );
});

test("judgePromql() lets Prometheus' own answer count where it is the worse, and says that it differs", () => {
  const { verdict, because, evidence } = judge([() => 0.01], undefined, [slow(0, 10, 3)]);
  assert.equal(verdict, "fail");
  assert.equal(
    because,
    "200 ms or more for 10 s, at worst 3 s; by Prometheus' own answer; Prometheus' own answer differs at 2 instants of " +
      "this interval, and the worse of both counts",
  );
  assert.deepEqual(evidence.prometheus, { last: { at: 58_000, value: 0.01 }, points: 30, differing: 2 });
  assert.equal(judge([slow(0, 10, 3)], undefined, [() => 0.01]).verdict, "fail");
});

test("judgePromql() cannot tell by a query that the archive cannot answer, unless Prometheus' own answer breaks", () => {
  const refused = judge([], undefined, [() => 0.01], "It was never recorded");
  assert.equal(refused.verdict, "inconclusive");
  assert.match(refused.because, /^It was never recorded/);
  assert.equal(judge([], undefined, [slow(0, 10, 3)], "It was never recorded").verdict, "fail");
});
