import assert from "node:assert/strict";
import { test } from "node:test";
import { metricFamilies } from "../../src/core/metric-type.ts";

test("metricFamilies() tells a histogram by its buckets, a summary by its quantiles", () => {
  const families = metricFamilies([
    { __name__: "d_seconds_bucket", le: "1" },
    { __name__: "d_seconds_sum" },
    { __name__: "d_seconds_count" },
    { __name__: "s_seconds", quantile: "0.9" },
    { __name__: "s_seconds_sum" },
  ]);
  const histogram = { name: "d_seconds", type: "histogram" };
  for (const suffix of ["bucket", "sum", "count"]) assert.deepEqual(families.get(`d_seconds_${suffix}`), histogram);
  assert.deepEqual(families.get("s_seconds"), { name: "s_seconds", type: "summary" });
  assert.deepEqual(families.get("s_seconds_sum"), { name: "s_seconds", type: "summary" });
});

test("metricFamilies() tells counters by _total and Prometheus' own gauges", () => {
  const families = metricFamilies([{ __name__: "requests_total", le: "odd" }, { __name__: "up" }]);
  assert.deepEqual(families.get("requests_total"), { name: "requests_total", type: "counter" });
  assert.deepEqual(families.get("up"), { name: "up", type: "gauge" });
});

test("metricFamilies() does not guess: a lone sum or bucket without le is unknown", () => {
  const families = metricFamilies([
    { __name__: "d_sum" },
    { __name__: "leaky_bucket" },
    { __name__: "queue_depth" },
    {},
  ]);
  assert.deepEqual([...families.values()].map(({ type }) => type), ["unknown", "unknown", "unknown", "unknown"]);
  assert.deepEqual([...families.keys()], ["d_sum", "leaky_bucket", "queue_depth", ""]);
});
