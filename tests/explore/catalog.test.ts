import assert from "node:assert/strict";
import { test } from "node:test";
import { boundsOf, catalogOf, scrapeIntervalOf } from "../../src/explore/catalog.ts";
import { seriesOf } from "./some-series.ts";

const ten = Array.from({ length: 10 }, (_, index) => index);
const bucket = (le: string) => seriesOf({ __name__: "d_seconds_bucket", le, path: "/" }, ten);
const catalog = catalogOf([
  seriesOf({ __name__: "up", job: "b" }, ten, 2_000),
  seriesOf({ __name__: "up", job: "a", zone: "z" }, ten, 2_000),
  ...["+Inf", "10", "0.5", "2"].map(bucket),
  seriesOf({ __name__: "d_seconds_count" }, ten),
  seriesOf({ __name__: "d_seconds_sum" }, ten),
  seriesOf({ __name__: "requests_total", code: "404" }, ten),
  seriesOf({ __name__: "requests_total", code: "200" }, ten),
  seriesOf({ __name__: "single" }, [1]),
]);

test("catalogOf() lists metrics and labels in order, numbers among the values by their size", () => {
  assert.deepEqual(catalog.map(({ name, series }) => `${name} ${series}`), [
    "d_seconds_bucket 4",
    "d_seconds_count 1",
    "d_seconds_sum 1",
    "requests_total 2",
    "single 1",
    "up 2",
  ]);
  assert.deepEqual(catalog[0]?.labels, { le: ["0.5", "2", "10", "+Inf"], path: ["/"] });
  assert.deepEqual(catalog.at(-1)?.labels, { job: ["a", "b"], zone: ["z"] });
});

test("catalogOf() tells of a metric what its name tells", () => {
  const kindOf = (name: string) => catalog.find((metric) => metric.name === name)?.kind;
  assert.equal(kindOf("requests_total"), "counter");
  assert.equal(kindOf("d_seconds_bucket"), "buckets of a histogram");
  assert.equal(kindOf("d_seconds_sum"), "sum of a histogram");
  assert.equal(kindOf("up"), "gauge");
  assert.equal(kindOf("single"), "");
});

test("boundsOf() knows the finite bounds of each histogram", () => {
  assert.deepEqual([...boundsOf(catalog)], [["d_seconds", [0.5, 2, 10]]]);
});

test("scrapeIntervalOf() is the longest interval of the metrics that are named", () => {
  assert.equal(scrapeIntervalOf(["up"], catalog), 2_000);
  assert.equal(scrapeIntervalOf(["up", "requests_total"], catalog), 5_000);
  assert.equal(scrapeIntervalOf(["nothing"], catalog), 5_000);
  assert.equal(scrapeIntervalOf(["up"], []), undefined);
});
