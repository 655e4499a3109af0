import assert from "node:assert/strict";
import { test } from "node:test";
import { latencyIn, quantileIn, requestsNeeded } from "../../src/analysis/histogram.ts";
import { histogramQueries } from "../../src/analysis/histogram-query.ts";
import { indexSession } from "../../src/analysis/session-index.ts";
import { syntheticSession } from "../fixtures/drill.ts";
import { seriesOf, upOf } from "./series-of.ts";

const whole = { start: 0, end: 10_000 };

/** A histogram in which the given numbers of requests, cumulative by bound as written, ended between 0 and 5 s. */
function histogram(counts: Readonly<Record<string, number>>, sum = 0) {
  const target = { job: "traefik", instance: "a" };
  const grown = (part: string, value: number, more = {}) =>
    seriesOf({ __name__: `duration_seconds_${part}`, ...target, ...more }, [[0, 7], [5_000, 7 + value]]);
  const base = syntheticSession();
  const index = indexSession({
    ...base,
    head: { ...base.head, start: 0, end: 30_000 },
    series: [
      upOf("a", 0, 30_000),
      grown("sum", sum),
      grown("count", counts["+Inf"] ?? 0),
      ...Object.entries(counts).map(([le, value]) => grown("bucket", value, { le })),
    ],
  });
  const queries = histogramQueries(index, "duration_seconds", []);
  assert.ok(queries !== undefined);
  return [index, queries] as const;
}

test("requestsNeeded() wants ten requests beyond a percentile", () => {
  assert.deepEqual([0.5, 0.9, 0.95, 0.99].map(requestsNeeded), [20, 100, 200, 1_000]);
});

test("quantileIn() interpolates between the bounds as histogram_quantile() does", () => {
  const { value, lower, upper } = quantileIn(...histogram({ "0.1": 50, "0.3": 100, "+Inf": 100 }), whole, 0.75);
  assert.deepEqual([value, lower, upper].map((each) => each?.toFixed(3)), ["0.200", "0.100", "0.300"]);
});

test("quantileIn() takes a value at a bound for one below it", () => {
  const { value, lower, upper } = quantileIn(...histogram({ "0.1": 20, "0.3": 50, "5": 90, "+Inf": 100 }), whole, 0.5);
  assert.deepEqual([value?.toFixed(12), lower, upper], ["0.300000000000", 0.1, 0.3]);
});

test("quantileIn() says no more than the highest finite bound", () => {
  const { value, lower, upper } = quantileIn(...histogram({ "0.1": 10, "5": 20, "+Inf": 400 }), whole, 0.95);
  assert.deepEqual([value, lower, upper], [5, 5, Infinity]);
});

test("quantileIn() has no value when the count cannot support it", () => {
  const { value, because } = quantileIn(...histogram({ "0.1": 100, "+Inf": 100 }), whole, 0.99);
  assert.equal(value, undefined);
  assert.equal(because, "needs 1000 requests, has 100");
});

test("quantileIn() has no value without a bucket for all requests", () => {
  assert.equal(quantileIn(...histogram({ "0.1": 100 }), whole, 0.5).value, undefined);
  assert.equal(quantileIn(...histogram({ "+Inf": 100 }), whole, 0.5).because, "it has one bucket only");
});

test("latencyIn() has no mean without traffic, and tells what was asked", () => {
  const { mean, count, queries } = latencyIn(
    ...histogram({ "0.1": 100, "+Inf": 100 }, 7),
    { start: 20_000, end: 30_000 },
    undefined,
  );
  assert.equal(mean, undefined);
  assert.equal(count, 0);
  assert.deepEqual(queries.map(({ words, at }) => [words, at]), [["requests", 29_999], ["mean", 29_999]]);
  assert.equal(queries[0]?.query, "sum(increase(duration_seconds_count[10s] anchored))");
});

test("latencyIn() counts and averages what the interval holds", () => {
  const { mean, count } = latencyIn(...histogram({ "0.1": 100, "+Inf": 100 }, 7), whole, undefined);
  assert.equal(count, 100);
  assert.equal(mean, 0.07);
});

test("latencyIn() says when the threshold lies between two bounds", () => {
  const measured = histogram({ "0.1": 100, "0.3": 100, "+Inf": 100 });
  assert.deepEqual(latencyIn(...measured, whole, 0.2).thresholdBetween, [0.1, 0.3]);
  assert.equal(latencyIn(...measured, whole, 0.3).thresholdBetween, undefined);
  assert.deepEqual(latencyIn(...measured, whole, 7).thresholdBetween, [0.3, Infinity]);
});

test("histogramQueries() finds a bucket by its bound, however that is written", () => {
  const [, queries] = histogram({ "1": 3, "1.0": 4, "+Inf": 9 });
  assert.deepEqual(queries.bounds, [1, Infinity]);
  assert.equal(
    queries.within(1, 60_000),
    'sum(increase(duration_seconds_bucket{le=~"1|1\\\\.0"}[1m] anchored))',
  );
  assert.equal(queries.within(2, 60_000), undefined);
});
