import assert from "node:assert/strict";
import { test } from "node:test";
import { explainQuery } from "../../src/promql/explain.ts";
import { parseQuery } from "../../src/promql/parse.ts";

const explain = (query: string) => explainQuery(parseQuery(query));

test("explainQuery() says what a bare selector is the value of, and what up means", () => {
  assert.equal(explain('go_threads{job="app"}'), 'The value of "go_threads" whose job is "app".');
  assert.equal(explain("up"), "Whether Prometheus could scrape each target: 1 when it could, 0 when it could not.");
});

test("explainQuery() names several quantiles of one histogram together", () => {
  const quantile = (q: number) =>
    `label_replace(histogram_quantile(${q}, sum by (le) (rate(x_bucket[15s]))), "quantile", "p", "", "")`;
  assert.equal(
    explain([0.5, 0.95, 0.99].map(quantile).join(" or ")),
    'The values that 50 %, 95 % and 99 % of "x" stay below, estimated from its buckets over the last 15 s.',
  );
});
