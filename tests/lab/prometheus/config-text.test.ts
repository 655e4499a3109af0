import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { labPrometheus, type PrometheusConfig } from "../../../src/lab/prometheus/config.ts";
import { formatConfig, formatRules } from "../../../src/lab/prometheus/config-text.ts";
import { sessionOptions } from "../../../src/promql/api/session-options.ts";

const strange: PrometheusConfig = {
  port: 9_090,
  scrapeInterval: 1_500,
  evaluationInterval: 90_000,
  jobs: [{ name: "a job: #1", targets: ["127.0.0.1:1"], scrapeInterval: 30_000, metricsPath: "/a b" }],
  groups: [
    { name: "yes", rules: [{ kind: "record", name: "a:b", expr: 'x{y="\\\\d"}', labels: { "on": "1.0" } }] },
    { name: "none", rules: [] },
  ],
};

test("formatConfig() writes what YAML reads back", () => {
  assert.deepEqual(parse(formatConfig(strange)), {
    global: { scrape_interval: "1s500ms", scrape_timeout: "1s500ms", evaluation_interval: "1m30s" },
    rule_files: ["alerts.yml"],
    scrape_configs: [{
      job_name: "a job: #1",
      scrape_interval: "30s",
      scrape_timeout: "10s",
      metrics_path: "/a b",
      static_configs: [{ targets: ["127.0.0.1:1"] }],
    }],
  });
});

test("formatRules() writes what YAML reads back", () => {
  assert.deepEqual(parse(formatRules(strange)), {
    groups: [
      { name: "yes", rules: [{ record: "a:b", expr: 'x{y="\\\\d"}', labels: { on: "1.0" } }] },
      { name: "none", rules: [] },
    ],
  });
  assert.deepEqual(parse(formatRules({ ...strange, groups: [] })), { groups: [] });
  const lab = labPrometheus({ metrics: 1, prometheus: 2 });
  const [group] = lab.groups;
  assert.deepEqual(
    parse(formatRules(lab)).groups[0].rules,
    group?.rules.map((rule) =>
      rule.kind === "alert" && { alert: rule.name, expr: rule.expr, for: "1s", annotations: rule.annotations }
    ),
  );
});

test("formatConfig() states the step of subqueries as a recorded session looks for it", () => {
  const head = { versions: { prometheus: "3.14.0-drillbook.lab" } } as Parameters<typeof sessionOptions>[0]["head"];
  const text = formatConfig(strange);
  assert.deepEqual(sessionOptions({ head, configs: [{ path: "prometheus/running.yml", text }] }), {
    rules: 3,
    subqueryStep: 90_000,
  });
});
