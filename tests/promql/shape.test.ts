import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuery } from "../../src/promql/parse.ts";
import { printSelector } from "../../src/promql/print.ts";
import { findHistogram, findRatio } from "../../src/promql/shape.ts";

function ratioOf(query: string) {
  const ratio = findRatio(parseQuery(query));
  return ratio && [printSelector(ratio.numerator), printSelector(ratio.denominator), ratio.window, ratio.scale];
}

const bad = 'x{code=~"5.."}';
const ratios: readonly (readonly [query: string, window: number | undefined, scale: number])[] = [
  [`sum(rate(${bad}[1m])) / sum(rate(x[1m]))`, 60_000, 1],
  [`(sum(rate(${bad}[1m])) or vector(0)) / sum(rate(x[1m]))`, 60_000, 1],
  [`(sum(rate(${bad}[1m])) or 0 * sum(rate(x[1m]))) / sum(rate(x[1m]))`, 60_000, 1],
  [`sum(rate(${bad}[1m])) / sum(rate(x[1m])) or vector(0)`, 60_000, 1],
  [`100 * sum by (a) (increase(${bad}[5m])) / sum by (a) (increase(x[5m]))`, 300_000, 100],
  [`(sum(irate(${bad}[1m])) / sum(irate(x[1m]))) * 100`, 60_000, 100],
  [`sum(${bad}) / sum(x)`, undefined, 1],
];

for (const [query, window, scale] of ratios) {
  test(`findRatio() understands ${query}`, () => assert.deepEqual(ratioOf(query), [bad, "x", window, scale]));
}

test("findRatio() refuses what is no ratio of events in one window", () => {
  for (
    const query of [
      "sum(rate(x_sum[1m])) / sum(rate(x_count[1m]))",
      "sum(rate(a[1m])) / sum(rate(b[5m]))",
      "sum(rate(a[1m])) / sum(b)",
      "sum(rate(a[1m] offset 1h)) / sum(rate(a[1m]))",
      "sum(rate(a[1m])) or sum(rate(b[1m]))",
      "max(rate(a[1m])) / sum(rate(a[1m]))",
      "a + b",
    ]
  ) assert.equal(findRatio(parseQuery(query)), undefined, query);
});

test("findHistogram() finds a windowed mean", () => {
  const query = 'sum(rate(d_seconds_sum{a="b"}[1m])) / sum(rate(d_seconds_count{a="b"}[1m])) * 1000';
  assert.deepEqual(findHistogram(parseQuery(query)), {
    base: "d_seconds",
    matchers: [{ name: "a", op: "=", value: "b" }],
    window: 60_000,
    form: "mean",
    scale: 1_000,
    lifetime: false,
  });
});

test("findHistogram() finds the mean since the start that divides by a foreign count", () => {
  const found = findHistogram(parseQuery("sum(d_sum) / sum(requests_total) * 1000"));
  assert.equal(found?.lifetime, true);
  assert.equal(found?.dividesBy, "requests_total");
  assert.equal(found?.base, "d");
});

test("findHistogram() finds a quantile and a share, the bound left out of the matchers", () => {
  const quantile = findHistogram(parseQuery("histogram_quantile(0.95, sum by (le) (rate(d_bucket[5m])))"));
  assert.deepEqual([quantile?.form, quantile?.quantile, quantile?.window], ["quantile", 0.95, 300_000]);
  const share = findHistogram(parseQuery('sum(rate(d_bucket{le="0.3",a="b"}[1m])) / sum(rate(d_count{a="b"}[1m]))'));
  assert.deepEqual([share?.form, share?.bound], ["share", 0.3]);
  assert.deepEqual(share?.matchers, [{ name: "a", op: "=", value: "b" }]);
});

test("findHistogram() is undefined for a plain ratio", () => {
  assert.equal(findHistogram(parseQuery("sum(rate(a[1m])) / sum(rate(b[1m]))")), undefined);
});
