import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connectPrometheus, type Prometheus } from "../../../src/capture/prometheus.ts";
import { startEmbedded } from "../../../src/lab/prometheus/embedded.ts";
import type { PrometheusServer } from "../../../src/lab/prometheus/serve-prometheus.ts";
import { listenOn } from "../../../src/lab/listen.ts";
import { createServer } from "node:net";
import { manualClock } from "./manual-clock.ts";

const start = 1_795_566_000_000;
const clock = manualClock(start);
let server: PrometheusServer;
let prometheus: Prometheus;

/** What the target answers, by the clock: ever more requests, and it is gone for a while. */
const answerAt = (seconds: number) =>
  seconds === 3 ? undefined : `# TYPE http_requests_total counter
# HELP http_requests_total Answers.
http_requests_total{code="200"} ${10 * seconds}
${seconds < 5 ? 'http_requests_total{code="500"} 1\n' : ""}`;

// Scraped at whole seconds, evaluated 200 ms later: the state after 6 s.
before(async () => {
  server = await startEmbedded({
    port: 0,
    scrapeInterval: 1_000,
    evaluationInterval: 1_000,
    jobs: [{ name: "web", targets: ["127.0.0.1:80"] }],
    groups: [{
      name: "rules",
      rules: [
        { kind: "alert", name: "Gone", expr: "up == 0", for: 0, annotations: { summary: "{{ $labels.job }}" } },
        { kind: "alert", name: "Busy", expr: "http_requests_total > 5", for: 60_000, labels: { severity: "low" } },
        { kind: "record", name: "requests", expr: "sum(http_requests_total)" },
      ],
    }],
    offsets: { "127.0.0.1:80": 0, rules: 200 },
  }, {
    ...clock,
    fetch: () => {
      const text = answerAt((clock.now() - start) / 1_000);
      return text === undefined ? Promise.reject(new Error("gone")) : Promise.resolve(new Response(text));
    },
    elapsed: () => performance.now(),
    residentMemory: () => 1_000_000,
  });
  prometheus = connectPrometheus({ url: `http://127.0.0.1:${server.port}`, every: 1_000, timeout: 10_000 });
  await clock.advance(start + 6_500, 2);
});
after(() => server.close());

const points = (answer: Awaited<ReturnType<Prometheus["query"]>>) =>
  answer.result.series.map(({ labels, times, values }) => [
    labels["code"] ?? labels["alertstate"] ?? "",
    times.map((at, index) => [(at - start) / 1_000, values[index]]),
  ]);

test("an embedded Prometheus answers queries from what it scraped, without a time at the clock's", async () => {
  const selector = "http_requests_total[10s]";
  assert.deepEqual(points(await prometheus.query(selector)), [
    ["200", [[1, 10], [2, 20], [4, 40], [5, 50], [6, 60]]],
    ["500", [[1, 1], [2, 1], [4, 1]]],
  ]);
  const now = await prometheus.query("http_requests_total");
  assert.deepEqual(points(now), [["200", [[6.5, 60]]]]);
  assert.deepEqual([now.warnings, now.infos], [[], []]);
  assert.deepEqual(points(await prometheus.query("http_requests_total", start + 3_000)), []);
  const range = { start: start + 2_000, end: start + 4_000, step: 1_000 };
  assert.deepEqual(points(await prometheus.queryRange("sum(up)", range)), [["", [[2, 1], [3, 0], [4, 1]]]]);
  assert.deepEqual(points(await prometheus.query("max_over_time(requests[10s:])")), [["", [[6.5, 50]]]]);
  const clockNow = connectPrometheus(
    { url: `http://127.0.0.1:${server.port}`, every: 1_000, timeout: 10_000 },
    { now: () => start + 6_400 },
  );
  assert.deepEqual(await clockNow.clock(), { offset: 100, roundTrip: 0 });
});

test("an embedded Prometheus lists names, series and descriptions", async () => {
  assert.deepEqual((await prometheus.metricNames()).result, [
    "ALERTS",
    "ALERTS_FOR_STATE",
    "http_requests_total",
    "requests",
    "scrape_duration_seconds",
    "scrape_samples_post_metric_relabeling",
    "scrape_samples_scraped",
    "scrape_series_added",
    "up",
  ]);
  assert.deepEqual((await prometheus.series(["up"], { start, end: start + 6_500 })).result, [
    { __name__: "up", instance: "127.0.0.1:80", job: "web" },
  ]);
  assert.deepEqual((await prometheus.series(["up"], { start: start + 6_500, end: start + 9_500 })).result, []);
  assert.deepEqual((await prometheus.metadata()).result, {
    http_requests_total: [{ type: "counter", help: "Answers.", unit: "" }],
  });
});

interface Targets {
  readonly activeTargets: readonly Readonly<Record<string, unknown>>[];
}

test("an embedded Prometheus tells of its targets, its rules and its alerts", async () => {
  const { activeTargets: [target] } = (await prometheus.targets()).result as Targets;
  assert.deepEqual({ ...target, lastScrapeDuration: 0 }, {
    discoveredLabels: {
      __address__: "127.0.0.1:80",
      __metrics_path__: "/metrics",
      __scheme__: "http",
      __scrape_interval__: "1s",
      __scrape_timeout__: "1s",
      job: "web",
    },
    labels: { job: "web", instance: "127.0.0.1:80" },
    scrapePool: "web",
    scrapeUrl: "http://127.0.0.1:80/metrics",
    globalUrl: "http://127.0.0.1:80/metrics",
    lastError: "",
    lastScrape: new Date(start + 6_000).toISOString(),
    lastScrapeDuration: 0,
    health: "up",
    scrapeInterval: "1s",
    scrapeTimeout: "1s",
  });
  const alert = {
    labels: { code: "200", instance: "127.0.0.1:80", job: "web", severity: "low", alertname: "Busy" },
    annotations: {},
    state: "pending",
    activeAt: new Date(start + 4_200).toISOString(),
    value: "6e+01",
  };
  assert.deepEqual((await prometheus.alerts()).result, { alerts: [alert] });
  const { groups: [group] } = (await prometheus.rules()).result as { groups: { rules: Record<string, unknown>[] }[] };
  assert.deepEqual(group?.rules.map(({ name, type, state, query, health }) => [name, type, state, query, health]), [
    ["Gone", "alerting", "inactive", "up == 0", "ok"],
    ["Busy", "alerting", "pending", "http_requests_total > 5", "ok"],
    ["requests", "recording", undefined, "sum(http_requests_total)", "ok"],
  ]);
  assert.deepEqual(group?.rules[1]?.["alerts"], [alert]);
  assert.deepEqual(group?.rules.map(({ keepFiringFor }) => keepFiringFor), [0, 0, undefined]);
  assert.deepEqual(points(await prometheus.query('ALERTS{alertname="Gone"}[10s]')), [["firing", [[3.2, 1]]]]);
});

test("an embedded Prometheus says what it is", async () => {
  assert.equal((await prometheus.buildInfo()).result.version, "3.14.0-drillbook.lab");
  assert.match((await prometheus.runningConfig()).result.yaml, /^global:\n {2}scrape_interval: 1s\n/);
  const { result } = await prometheus.runtimeInfo();
  assert.equal((result as Record<string, unknown>)["startTime"], new Date(start).toISOString());
  const root = `http://127.0.0.1:${server.port}`;
  assert.equal(await (await fetch(`${root}/-/ready`)).text(), "Prometheus Server is Ready.\n");
  assert.match(await (await fetch(root)).text(), /^The embedded Prometheus of Drillbook's lab, behind the HTTP API/);
  const metrics = await (await fetch(`${root}/metrics`)).text();
  assert.match(metrics, /^prometheus_build_info\{version="3\.14\.0-drillbook\.lab"\} 1$/m);
  assert.match(metrics, /^process_start_time_seconds 1\.795566e\+09$/m);
  assert.match(metrics, /^prometheus_tsdb_head_series \d+$/m);
});

test("an embedded Prometheus takes a form, and refuses in the words of Prometheus", async () => {
  const root = `http://127.0.0.1:${server.port}`;
  const long = `up{job!="${"x".repeat(3_000)}"}`;
  assert.equal((await prometheus.query(long)).result.series.length, 1);
  await assert.rejects(prometheus.query("up{"), {
    message: /^bad_data: invalid parameter "query": 1:4: parse error: /,
  });
  const put = await fetch(`${root}/api/v1/query`, { method: "PUT" });
  assert.equal(put.status, 405);
  const nothing = await fetch(`${root}/api/v1/nothing`);
  assert.match(await nothing.text(), /"errorType":"not_found"/);
  const large = await fetch(`${root}/api/v1/query`, {
    method: "POST",
    body: new URLSearchParams({ query: "a".repeat(1_000_001) }),
  });
  assert.equal(large.status, 413);
  const head = await fetch(`${root}/api/v1/query?query=1`, { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
});

test("startEmbedded() says which port is taken", async () => {
  const other = createServer();
  const port = await listenOn(other, 0, "a test");
  const config = { port, scrapeInterval: 1_000, evaluationInterval: 1_000, jobs: [], groups: [] };
  await assert.rejects(startEmbedded(config), {
    name: "UserError",
    message: /^Cannot serve Prometheus on port \d+: another program has it/,
  });
  other.close();
});
