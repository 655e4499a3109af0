import assert from "node:assert/strict";
import { test } from "node:test";
import { expandPreset } from "../../src/core/presets.ts";
import { presetSource } from "../../src/core/preset-source.ts";

function expand(preset: Record<string, unknown>, probes: readonly string[] = []) {
  const source = presetSource.parse({ responseTime: "200ms", errorRate: "1%", ...preset });
  return expandPreset(source, probes.map((name) => ({ name })));
}

function queryOf(preset: Record<string, unknown>, id: string): string | undefined {
  const { objectives, panels } = expand(preset);
  const indicator = objectives.find((objective) => objective.id === id)?.indicator;
  return indicator?.kind === "promql" ? indicator.query : panels.find((panel) => panel.id === id)?.query;
}

test("expandPreset() takes the mean from the histogram's own sum and count", () => {
  assert.equal(
    queryOf({ traefik: 3, name: "web" }, "response-time"),
    'sum(rate(traefik_entrypoint_request_duration_seconds_sum{entrypoint="web"}[1m])) / ' +
      'sum(rate(traefik_entrypoint_request_duration_seconds_count{entrypoint="web"}[1m]))',
  );
});

test("expandPreset() lets the error rate be 0 before the first 50x", () => {
  assert.equal(
    queryOf({ traefik: 1, by: "backend", window: "90s" }, "error-rate"),
    '(sum(rate(traefik_backend_requests_total{code=~"5.."}[90s])) or vector(0)) / ' +
      "sum(rate(traefik_backend_requests_total[90s]))",
  );
});

test("expandPreset() knows the names of each version", () => {
  const open = (preset: Record<string, unknown>) => queryOf(preset, "open-connections");
  assert.equal(open({ traefik: 1 }), "sum(traefik_entrypoint_open_connections)");
  assert.equal(
    open({ traefik: 2, by: "service", name: "web@docker" }),
    'sum(traefik_service_open_connections{service="web@docker"})',
  );
  assert.equal(open({ traefik: 3, by: "service", name: "web@swarm" }), "sum(traefik_open_connections)");
  assert.equal(
    queryOf({ traefik: 1 }, "requests-by-service"),
    "sum by (backend) (rate(traefik_backend_requests_total[1m]))",
  );
});

test("expandPreset() makes one objective of answers for each probe", () => {
  const [, , one] = expand({ traefik: 3 }, ["site"]).objectives;
  assert.deepEqual([one?.id, one?.title, one?.comparison, one?.threshold], ["answers", "Answers", ">=", 0.99]);
  const two = expand({ traefik: 3, answers: { threshold: "95%", title: "Seen" } }, ["a", "b"]).objectives.slice(2);
  assert.deepEqual(two.map(({ id, title, threshold }) => [id, title, threshold]), [
    ["answers-a", "Seen (a)", 0.95],
    ["answers-b", "Seen (b)", 0.95],
  ]);
});

test("expandPreset() says each promise as a sentence", () => {
  assert.deepEqual(expand({ traefik: 3 }, ["site"]).objectives.map(({ words }) => words), [
    "mean response time below 200 ms, over 1 min",
    "share of 50x answers below 1 %, over 1 min",
    "at least 99 % of the requests of probe site answered well",
  ]);
});

test("presetSource rejects metrics that a version does not have", () => {
  assert.match(
    presetSource.safeParse({ traefik: 3, by: "backend" }).error?.issues[0]?.message ?? "",
    /no backend metrics/,
  );
  assert.match(
    presetSource.safeParse({ traefik: 1, by: "service" }).error?.issues[0]?.message ?? "",
    /no service metrics/,
  );
});
