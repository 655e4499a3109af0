import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateInstant, evaluateRange } from "../../../src/promql/engine/evaluate.ts";
import type { QueryOptions } from "../../../src/promql/engine/options.ts";
import { QueryError } from "../../../src/promql/engine/query-error.ts";
import { readQuery } from "../../../src/promql/read-query.ts";
import { storeEvery10s } from "./engine-series.ts";

const store = storeEvery10s({
  "requests_total/a": [0, 10, 20, 30, 40, 50, 60],
  "requests_total/b": [0, 1, 2, 3, 0, 1, 2],
  "depth/a": [5, NaN, -1, "stale", null, 7, 8],
});

const valueAt = (query: string, seconds: number, options?: QueryOptions) =>
  evaluateInstant(readQuery(query), seconds * 1_000, store, options).value;
const samplesAt = (query: string, seconds: number, options?: QueryOptions) => {
  const value = valueAt(query, seconds, options);
  return value.kind === "vector" ? value.samples : undefined;
};
const over = (query: string, options?: QueryOptions) => {
  const range = { start: 0, end: 60_000, step: 10_000 };
  const { value } = evaluateRange(readQuery(query), range, store, options);
  return value.kind === "matrix"
    ? value.series.map(({ times, values }) => [[...times].map((at) => at / 1_000), [...values]])
    : [];
};

test("evaluateInstant() takes NaN for a value and a staleness marker for the end", () => {
  assert.deepEqual(samplesAt("depth", 10), [{ labels: { __name__: "depth", l: "a" }, value: NaN }]);
  assert.deepEqual(samplesAt("depth", 30), []);
  assert.deepEqual(samplesAt("depth", 45), []);
  assert.equal(samplesAt("depth", 50)?.[0]?.value, 7);
});

test("evaluateInstant() looks back less than the lookback by the rules of 3, and as far by those of 2", () => {
  assert.equal(samplesAt("requests_total", 360)?.length, 0);
  assert.equal(samplesAt("requests_total", 360, { rules: 2 })?.length, 2);
  assert.equal(samplesAt("requests_total", 359)?.length, 2);
  assert.equal(samplesAt("requests_total", 71, { lookback: 10_000 })?.length, 0);
});

test("evaluateInstant() leaves the left edge out of a window by the rules of 3 and in by those of 2", () => {
  assert.equal(samplesAt('count_over_time(requests_total{l="a"}[20s])', 30)?.[0]?.value, 2);
  assert.equal(samplesAt('count_over_time(requests_total{l="a"}[20s])', 30, { rules: 2 })?.[0]?.value, 3);
});

test("evaluateInstant() knows holt_winters by the rules of 2 only, where it had no other name", () => {
  const rest = '(requests_total{l="a"}[1m], 0.5, 0.5)';
  const smoothed = samplesAt(`double_exponential_smoothing${rest}`, 60, { rules: 2 });
  assert.equal(smoothed?.length, 1);
  assert.deepEqual(samplesAt(`holt_winters${rest}`, 60, { rules: 2 }), smoothed);
  assert.throws(() => samplesAt(`1 + holt_winters${rest}`, 60), (error) => {
    assert.ok(error instanceof QueryError && error.kind === "invalid");
    assert.deepEqual([error.message, error.position], ['unknown function with name "holt_winters"', {
      start: 4,
      end: 16,
    }]);
    return true;
  });
});

test("evaluateInstant() yields scalars, texts and range vectors", () => {
  assert.deepEqual(valueAt("1 + 2 * 3", 5), { kind: "scalar", at: 5_000, value: 7 });
  assert.deepEqual(valueAt('"a"', 5), { kind: "string", at: 5_000, value: "a" });
  const matrix = valueAt("depth[1m]", 60);
  assert.ok(matrix.kind === "matrix");
  assert.deepEqual(matrix.series.map(({ times, values }) => [[...times], [...values]]), [
    [[10_000, 20_000, 50_000, 60_000], [NaN, -1, 7, 8]],
  ]);
});

test("evaluateInstant() counts a reset from 0 and extrapolates to the edges of the window", () => {
  assert.deepEqual(samplesAt('increase(requests_total{l="b"}[60s])', 60)?.[0]?.value, 4.8);
});

test("evaluateRange() leaves gaps where nothing is there", () => {
  assert.deepEqual(over("depth > 0"), [[[0, 50, 60], [5, 7, 8]]]);
});

test("evaluateRange() works out once what @ pins", () => {
  assert.deepEqual(over('requests_total{l="a"} @ 20 + time() * 0'), [[
    [0, 10, 20, 30, 40, 50, 60],
    new Array(7).fill(20),
  ]]);
  assert.deepEqual(over('requests_total{l="a"} @ end()')[0]?.[1], new Array(7).fill(60));
});

test("evaluateRange() refuses a range vector and a text with Prometheus' words", () => {
  assert.throws(() => over("depth[1m]"), {
    message: 'invalid expression type "range vector" for range query, must be Scalar or instant Vector',
  });
  assert.throws(() => over('"a"'), { kind: "invalid" });
});

test("evaluateRange() refuses two series that become one", () => {
  const both = () => over('{__name__=~"depth|requests_total", l="a"} * 2');
  assert.throws(both, { kind: "execution", message: "vector cannot contain metrics with the same labelset" });
});

test("evaluate…() stops at the limits on samples and time, with Prometheus' words", () => {
  assert.throws(() => over("requests_total", { maxSamples: 10 }), {
    kind: "limit",
    message: "query processing would load too many samples into memory in query execution",
  });
  assert.throws(() => valueAt("sum_over_time(vector(1)[1y:1ms])", 60), { kind: "limit" });
  let now = 0;
  const clock = { timeout: 1, now: () => now++ };
  const finely = { start: 0, end: 60_000, step: 1 };
  assert.throws(() => evaluateRange(readQuery("sum_over_time(requests_total[1m])"), finely, store, clock), {
    kind: "timeout",
    message: "query timed out in expression evaluation",
  });
});

test("evaluateInstant() refuses what would exhaust the stack", () => {
  let expr = readQuery("1");
  for (let depth = 0; depth < 100_000; depth++) {
    expr = { kind: "paren", position: expr.position, expr };
  }
  assert.throws(
    () => evaluateInstant(expr, 0, store),
    (error) => error instanceof QueryError && error.kind === "limit",
  );
});

test("evaluateInstant() names what it does not support and where", () => {
  assert.throws(() => valueAt("1 + start_timestamp(depth)", 0), {
    kind: "unsupported",
    position: { start: 4, end: 26 },
  });
});

test("evaluateInstant() tells of doubts with their place, each once", () => {
  const { annotations } = evaluateInstant(readQuery("sum(rate(depth[1m])) + sum(rate(depth[1m]))"), 60_000, store);
  assert.deepEqual(annotations.map(({ severity, position }) => [severity, position.start]), [["info", 9], [
    "info",
    32,
  ]]);
});
