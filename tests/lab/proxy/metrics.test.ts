import assert from "node:assert/strict";
import { test } from "node:test";
import { proxyMetrics } from "../../../src/lab/proxy/metrics.ts";
import { noRoutes, type RouteTable } from "../../../src/lab/proxy/routes.ts";

const flags = { entrypoints: new Map([["web", 80], ["metrics", 8080]]), routerMetrics: true, bucketsSeconds: [1] };
const router = { name: "web@swarm", service: "web@swarm", hosts: ["album.test"], entrypoints: undefined };
const table: RouteTable = { routers: [router], services: { "web@swarm": [] } };
const request = { code: 200, method: "GET", protocol: "http", durationSeconds: 1, requestBytes: 0, responseBytes: 5 };

test("proxyMetrics() begins with its own configuration and its entrypoints", () => {
  assert.equal(
    proxyMetrics(flags, 1_795_566_272_900).expose(),
    `# HELP traefik_config_last_reload_success Last config reload success
# TYPE traefik_config_last_reload_success gauge
traefik_config_last_reload_success 1.795566272e+09
# HELP traefik_config_reloads_total Config reloads
# TYPE traefik_config_reloads_total counter
traefik_config_reloads_total 1
# HELP traefik_open_connections How many open connections exist, by entryPoint and protocol
# TYPE traefik_open_connections gauge
traefik_open_connections{entrypoint="metrics",protocol="TCP"} 0
traefik_open_connections{entrypoint="web",protocol="TCP"} 0
`,
  );
});

test("proxyMetrics() counts reloads and connections", () => {
  const metrics = proxyMetrics(flags, 0);
  metrics.reload(table, 5_000);
  metrics.connect("web", 1);
  metrics.connect("web", 1);
  metrics.connect("web", -1);
  const text = metrics.expose();
  assert.match(text, /^traefik_config_reloads_total 2$/m);
  assert.match(text, /^traefik_config_last_reload_success 5$/m);
  assert.match(text, /^traefik_open_connections\{entrypoint="web",protocol="TCP"\} 1$/m);
});

test("proxyMetrics() counts a request as far as it got", () => {
  const metrics = proxyMetrics(flags, 0);
  metrics.count({ entrypoint: "web" }, request);
  assert.doesNotMatch(metrics.expose(), /traefik_(router|service)_/);
  metrics.count({ entrypoint: "web", router }, request);
  assert.match(metrics.expose(), /traefik_router_requests_total\{.*\} 1\n/);
  assert.doesNotMatch(metrics.expose(), /traefik_service_/);
  metrics.count({ entrypoint: "web", router, isServed: true }, request);
  assert.match(metrics.expose(), /traefik_service_requests_total\{.*\} 1\n/);
  assert.match(metrics.expose(), /traefik_entrypoint_requests_total\{.*\} 3\n/);
});

test("proxyMetrics() shows routers only where they are wanted", () => {
  const metrics = proxyMetrics({ ...flags, routerMetrics: false }, 0);
  metrics.count({ entrypoint: "web", router, isServed: true }, request);
  assert.doesNotMatch(metrics.expose(), /traefik_router_/);
});

test("proxyMetrics() tells of what vanished once more, and keeps what came back before that", () => {
  const metrics = proxyMetrics(flags, 0);
  metrics.reload(table, 0);
  metrics.count({ entrypoint: "web", router, isServed: true }, request);
  metrics.reload(noRoutes, 0);
  metrics.reload(table, 0);
  const all = /traefik_router_requests_total[^]*traefik_service_requests_total/;
  assert.match(metrics.expose(), all);
  assert.match(metrics.expose(), all);
  metrics.reload(noRoutes, 0);
  assert.match(metrics.expose(), /traefik_(router|service)_requests_total/);
  assert.doesNotMatch(metrics.expose(), /traefik_(router|service)_requests_total/);
  assert.match(metrics.expose(), /traefik_entrypoint_requests_total/);
});
