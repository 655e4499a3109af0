import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatOpenMetrics } from "../../src/archive/openmetrics.ts";
import { openMetricsLosses } from "../../src/archive/openmetrics-losses.ts";
import type { Series } from "../../src/core/series.ts";
import { seriesOf } from "../analysis/series-of.ts";

const formatted = (series: readonly Series[]) => [...formatOpenMetrics(series)].join("");
/** What is lost of these series beyond what always is. */
const lost = (series: readonly Series[]) => openMetricsLosses(series).slice(0, -2);

test("formatOpenMetrics() groups by metric with its type and ends with EOF", () => {
  const series = [
    seriesOf({ __name__: "up", job: "a" }, [[1_000, 1], [2_500, 0]]),
    seriesOf({ __name__: "d_bucket", le: "+Inf" }, [[1_000, 3]]),
    seriesOf({ __name__: "requests_total", path: 'a"\\\n' }, [[1_000, 1e-7]]),
    seriesOf({ __name__: "d_sum" }, [[1_000, NaN]]),
    seriesOf({ __name__: "up", job: "b", empty: "" }, [[1_000, -0]]),
  ];
  assert.equal(
    formatted(series),
    `# TYPE d histogram
d_bucket{le="+Inf"} 3 1
d_sum NaN 1
# TYPE requests counter
requests_total{path="a\\"\\\\\\n"} 1e-07 1
# TYPE up gauge
up{job="a"} 1 1
up{job="a"} 0 2.500
up{job="b"} -0 1
# EOF
`,
  );
});

test("formatOpenMetrics() declares no counter whose bare name is another metric's", () => {
  const series = [seriesOf({ __name__: "x_total" }, [[0, 1]]), seriesOf({ __name__: "x" }, [[0, 1]])];
  assert.equal(formatted(series), "# TYPE x unknown\nx 1 0\n# TYPE x_total unknown\nx_total 1 0\n# EOF\n");
});

test("formatOpenMetrics() parts a long series, and loses nothing of it", () => {
  const series = [seriesOf({ __name__: "up" }, Array.from({ length: 200_000 }, (_, index) => [index * 1_000, index]))];
  const pieces = [...formatOpenMetrics(series)];
  assert.ok(pieces.every(({ length }) => length < 1_100_000));
  const lines = Array.from({ length: 200_000 }, (_, index) => `up ${index} ${index}\n`);
  assert.equal(pieces.join(""), `# TYPE up gauge\n${lines.join("")}# EOF\n`);
});

test("formatOpenMetrics() of nothing is an empty exposition", () => {
  assert.equal(formatted([]), "# EOF\n");
});

test("formatOpenMetrics() writes times that come back as the same ms even where they are cut", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0) }), (at) => {
    const [, line = ""] = formatted([seriesOf({ __name__: "up" }, [[at, 1]])]).split("\n");
    assert.equal(Math.trunc(Number(line.split(" ")[2]) * 1_000), at);
    assert.equal(Math.round(Number(line.split(" ")[2]) * 1_000), at);
  }));
});

test("openMetricsLosses() counts staleness markers and series of nothing else", () => {
  const series = [
    seriesOf({ __name__: "a" }, [[0, 1], [1, "stale"], [2, NaN]]),
    seriesOf({ __name__: "b" }, [[0, "stale"]]),
  ];
  assert.equal(formatted(series), "# TYPE a unknown\na 1 0\na NaN 0.002\n# EOF\n");
  assert.deepEqual(lost(series), [
    "2 staleness markers are lost, for which the format has no word: after its last sample a series answers for as long as the lookback, 5 min",
    "1 series of staleness markers alone is left out",
  ]);
});

test("openMetricsLosses() names a series that the format cannot", () => {
  const series = [
    seriesOf({ __name__: "a", "service.name": "x" }, [[0, 1], [1, 2]]),
    seriesOf({ job: "no name" }, [[0, 1]]),
    seriesOf({ __name__: "http.requests" }, [[0, 1]]),
  ];
  assert.equal(formatted(series), "# EOF\n");
  assert.deepEqual(lost(series), [
    '3 series with 4 samples are left out, whose names the format cannot carry, such as a{service.name="x"}',
  ]);
});

test("openMetricsLosses() counts NaN with bits of their own", () => {
  const series = seriesOf({ __name__: "a" }, [[0, NaN], [1, NaN], [2, NaN]]);
  const bits = new BigUint64Array(series.values.buffer);
  bits[1] = 0x7ff8000000000001n;
  bits[2] = 0x7ff80000000000ffn;
  assert.deepEqual(lost([series]), ["The own bits of 1 NaN are lost: the format has one NaN"]);
});

test("openMetricsLosses() always tells what no export has", () => {
  assert.equal(openMetricsLosses([]).length, 2);
});
