import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogOf } from "../../src/explore/catalog.ts";
import { queryView } from "../../src/pages/_view/query-view.ts";

const times = Float64Array.from({ length: 20 }, (_, index) => index * 5_000);
const series = (labels: Readonly<Record<string, string>>) => {
  return { labels, times, values: times.map((at) => at / 5_000), stale: undefined };
};
const catalog = catalogOf([
  ...["0.1", "0.3", "1.2", "+Inf"].map((le) => series({ __name__: "d_seconds_bucket", le })),
  series({ __name__: "d_seconds_sum" }),
  series({ __name__: "d_seconds_count" }),
  series({ __name__: "requests_total" }),
  series({ __name__: "up" }),
]);
const warningsOf = (query: string, threshold?: number) => {
  const promise = threshold === undefined ? {} : { threshold: { value: threshold, words: "" } };
  return queryView(query, { catalog, planQuery: { title: "", query, unit: "seconds", ...promise } }).warnings;
};

test("queryView() has no warnings where nothing is doubtful", () => {
  const view = queryView("sum(rate(d_seconds_sum[1m])) / sum(rate(d_seconds_count[1m]))", {
    catalog,
    planQuery: undefined,
  });
  assert.deepEqual(view.warnings, []);
  assert.equal(view.explanation, 'The mean of "d_seconds" over the last 60\u00a0s.');
});

test("queryView() warns by the metrics, the bounds and the scrapes that the archive holds", () => {
  const quantile = "histogram_quantile(0.95, sum by (le) (rate(d_seconds_bucket[1m])))";
  assert.match(warningsOf(quantile, 0.2).join("\n"), /threshold 0\.2 lies between the bounds 0\.1 and 0\.3.*\.$/);
  assert.deepEqual(warningsOf(quantile, 0.3), []);
  assert.match(warningsOf("rate(requests_total[8s])").join("\n"), /shorter than two scrapes \(one each 5\u00a0s\)/);
  assert.match(warningsOf("requests_total")[0] ?? "", /counter used without rate/);
  assert.match(warningsOf("rate(up[1m])")[0] ?? "", /"up" is a gauge/);
  assert.match(warningsOf("rate(request_total[1m])")[0] ?? "", /holds no metric "request_total".*"requests_total"\.$/);
});

test("queryView() keeps hints to itself", () => {
  assert.deepEqual(warningsOf("rate(requests_total[15s])"), []);
});

test("queryView() tells why a query cannot be read", () => {
  const { explanation, query } = queryView("sum(x", { catalog, planQuery: undefined });
  assert.equal(explanation, "");
  assert.equal(query.map(({ text }) => text).join(""), "sum(x");
  assert.match(warningsOf("sum(x)[5m]")[0] ?? "", /cannot read this query: ranges only allowed for vector selectors/);
});
