import assert from "node:assert/strict";
import { test } from "node:test";
import { type LintContext, lintQuery } from "../../src/promql/lint.ts";
import { nearestNames } from "../../src/promql/nearest.ts";
import { parseQuery } from "../../src/promql/parse.ts";

const histogram = "traefik_entrypoint_request_duration_seconds";
const lint = (query: string, context: LintContext = {}) => lintQuery(parseQuery(query), context);
const texts = (query: string, context?: LintContext) => lint(query, context).map(({ text }) => text).join("\n");

test("lintQuery() names the nearest metric of an unknown one", () => {
  const metrics = [`${histogram}_sum`, `${histogram}_count`, "traefik_config_reloads_total", "up"];
  assert.equal(
    texts("rate(traefik_request_duration_seconds_sum[1m])", { metrics }),
    `"traefik_request_duration_seconds_sum" does not exist; did you mean "${histogram}_sum"?`,
  );
});

test("lintQuery() says so when nothing is near", () => {
  assert.match(texts("foo_bar_baz", { metrics: ["up", "traefik_open_connections"] }), /nothing has a name like it/);
});

test("nearestNames() puts the same unit before another part", () => {
  const names = ["http_requests_total", "http_request_duration_seconds_sum", "node_cpu_seconds_total"];
  assert.deepEqual(nearestNames("http_request_total", names), ["http_requests_total"]);
  assert.deepEqual(nearestNames("completely_other", names), []);
});

test("nearestNames() finds names that have all parts, badly spelt, among others, where no name is like the whole", () => {
  const names = ["traefik_entrypoint_requests_total", "traefik_open_connections", "http_requests_total"];
  assert.deepEqual(nearestNames("trafik_requests", names), ["traefik_entrypoint_requests_total"]);
  assert.deepEqual(nearestNames("requests_traefik", names), []);
  assert.deepEqual(nearestNames("other", names), []);
});

test("lintQuery() warns of counters without rate and says why", () => {
  const [remark] = lint("sum(http_requests_total) > 3");
  assert.equal(remark?.severity, "warning");
  assert.equal(remark?.rule, "lifetime");
  assert.match(remark?.text ?? "", /the less an outage moves the result/);
  assert.equal(remark?.fix, "rate(http_requests_total[1m])");
});

test("lintQuery() believes metadata before a suffix", () => {
  assert.deepEqual(lint("queue_total", { types: new Map([["queue_total", "gauge"]]) }), []);
  assert.equal(lint("bytes_sent", { types: new Map([["bytes_sent", "counter"]]) }).length, 1);
  assert.equal(lint("d_sum", { types: new Map([["d", "histogram"]]) }).length, 1);
  assert.equal(lint("queue_count", { types: new Map([["queue_count", "gauge"]]) }).length, 0);
});

test("lintQuery() leaves counters alone where they are used well", () => {
  for (const query of ["rate(a_total[1m])", "count(a_total)", "absent(a_total)", "resets(a_total[1h])"]) {
    assert.equal(texts(query), "", query);
  }
});

test("lintQuery() names a mean that divides by a foreign count", () => {
  const query = `sum(rate(${histogram}_sum[1m])) / sum(rate(traefik_entrypoint_requests_total[1m]))`;
  const [remark] = lint(query);
  assert.match(remark?.text ?? "", /not the histogram's own count/);
  assert.equal(remark?.fix, `${histogram}_count`);
});

test("lintQuery() refuses a window shorter than two scrapes", () => {
  const [remark] = lint("rate(a_total[20s])", { scrapeInterval: 15_000 });
  assert.equal(remark?.severity, "error");
  assert.equal(remark?.fix, "[1m]");
  assert.equal(lint("rate(a_total[30s])", { scrapeInterval: 15_000 })[0]?.severity, "hint");
  assert.deepEqual(lint("rate(a_total[1m])", { scrapeInterval: 15_000 }), []);
});

test("lintQuery() mends a threshold between two bounds", () => {
  const bounds = new Map([[histogram, [0.1, 0.3, 1.2, 5]]]);
  const quantile = `histogram_quantile(0.95, sum by (le) (rate(${histogram}_bucket[1m]))) * 1000`;
  const [remark] = lint(quantile, { bounds, threshold: 200 });
  assert.equal(remark?.severity, "warning");
  assert.equal(remark?.fix, "--metrics.prometheus.buckets=0.1,0.2,0.3,1.2,5");
  assert.deepEqual(lint(quantile, { bounds, threshold: 300 }), []);
});

test("lintQuery() wants by (le) under histogram_quantile, and writes it", () => {
  const fixOf = (inner: string) => lint(`histogram_quantile(0.95, ${inner})`)[0]?.fix;
  const mended = `histogram_quantile(0.95, sum by (le) (rate(${histogram}_bucket[1m])))`;
  assert.equal(fixOf(`sum(rate(${histogram}_bucket[1m]))`), mended);
  assert.equal(
    fixOf(`sum by (service) (rate(${histogram}_bucket[1m]))`),
    mended.replace("(le)", "(le, service)"),
  );
  assert.match(fixOf(`sum without (le) (rate(${histogram}_bucket[1m]))`) ?? "", /without \(\)/);
  const [remark] = lint(`max(histogram_quantile(0.9, (sum(rate(a_bucket[1m])))))`);
  assert.equal(remark?.severity, "error");
  for (const inner of ["sum by (le) (rate(a_bucket[1m]))", "rate(a_bucket[1m])", "sum(rate(native[1m]))"]) {
    assert.deepEqual(lint(`histogram_quantile(0.9, ${inner})`), [], inner);
  }
});

test("lintQuery() refuses a factor that contradicts the unit", () => {
  assert.match(
    texts("rate(d_sum[1m]) / rate(d_count[1m]) * 1000", { unit: "seconds" }),
    /multiplies its answer by 1000/,
  );
  assert.match(texts("100 * rate(a[1m]) / rate(b[1m])", { unit: "ratio" }), /multiplies its answer by 100/);
});

test("lintQuery() finds what Prometheus refuses, in its words and before everything else", () => {
  const [remark] = lint("sum(http_requests_total) == bool on (job) 1", { metrics: [] });
  assert.equal(remark?.severity, "error");
  assert.equal(remark?.text, "vector matching only allowed between instant vectors");
});
