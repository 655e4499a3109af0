import assert from "node:assert/strict";
import { test } from "node:test";
import { type EndedRequest, requestSeries } from "../../../src/lab/proxy/request-series.ts";

const request: EndedRequest = {
  code: 200,
  method: "GET",
  protocol: "http",
  durationSeconds: 0.2,
  requestBytes: 1,
  responseBytes: 10,
};
const web = { service: "web@swarm" };

test("requestSeries() is empty before the first request", () => {
  assert.ok(requestSeries("service", [0.1]).families().every(({ samples }) => samples.length === 0));
});

test("requestSeries() counts a duration in every bucket that it fits, the bound included", () => {
  const series = requestSeries("service", [0.1, 0.2, 5]);
  series.count(web, request);
  series.count(web, { ...request, durationSeconds: 30 });
  const family = series.families().find(({ type }) => type === "histogram");
  assert.equal(family?.name, "traefik_service_request_duration_seconds");
  const values = family?.samples.map(({ name, labels, value }) => [name.split("_").at(-1), labels.at(-1)?.[1], value]);
  assert.deepEqual(values, [
    ["bucket", "0.1", 0],
    ["bucket", "0.2", 1],
    ["bucket", "5", 1],
    ["bucket", "+Inf", 2],
    ["sum", "web@swarm", 30.2],
    ["count", "web@swarm", 2],
  ]);
});

test("requestSeries() has its series in the order of their labels' values, and adds up bytes", () => {
  const series = requestSeries("router", []);
  for (const code of [502, 200, 404, 200]) series.count({ router: "web@swarm", ...web }, { ...request, code });
  const families = series.families();
  const of = (name: string) => families.find((family) => family.name === name)?.samples;
  assert.deepEqual(of("traefik_router_requests_total")?.map(({ labels, value }) => [labels[0], value]), [
    [["code", "200"], 2],
    [["code", "404"], 1],
    [["code", "502"], 1],
  ]);
  assert.deepEqual(of("traefik_router_requests_total")?.[0]?.labels.map(([name]) => name), [
    "code",
    "method",
    "protocol",
    "router",
    "service",
  ]);
  assert.equal(of("traefik_router_responses_bytes_total")?.[0]?.value, 20);
  assert.equal(of("traefik_router_requests_bytes_total")?.[0]?.value, 2);
});

test("requestSeries() forgets a place, and begins it anew", () => {
  const series = requestSeries("service", []);
  series.count(web, request);
  series.count({ service: "other@swarm" }, request);
  series.forget(web);
  series.count(web, request);
  const counts = series.families()[0]?.samples.map(({ labels, value }) => [labels.at(-1)?.[1], value]);
  assert.deepEqual(counts, [["other@swarm", 1], ["web@swarm", 1]]);
});
