import assert from "node:assert/strict";
import { test } from "node:test";
import { UserError } from "../../../src/core/user-error.ts";
import { parseServiceLabels } from "../../../src/lab/proxy/service-labels.ts";
import { routeLabels } from "../../fakes/swarm-routes.ts";

const labels = routeLabels("web", "Album.test", 3000);

test("parseServiceLabels() reads a router and its only service", () => {
  assert.deepEqual(parseServiceLabels(labels, false), {
    routers: [{ name: "web@swarm", service: "web@swarm", hosts: ["album.test"], entrypoints: ["web"] }],
    services: [{ name: "web@swarm", port: 3000, weight: 1 }],
  });
});

test("parseServiceLabels() passes over what is not to be served, and labels that are not Traefik's", () => {
  assert.equal(parseServiceLabels({ ...labels, "traefik.enable": "false" }, true), undefined);
  assert.equal(parseServiceLabels({ "com.docker.stack.namespace": "album" }, false), undefined);
  assert.ok(parseServiceLabels({ ...labels, "com.docker.stack.namespace": "album" }, false) !== undefined);
});

test("parseServiceLabels() reads several hosts, a named service and its weight, in any case", () => {
  const read = parseServiceLabels({
    "traefik.enable": "true",
    "traefik.http.routers.a.rule": "Host(`a.test`) || Host(`b.test`)",
    "traefik.http.routers.a.service": "one",
    "traefik.http.services.one.loadBalancer.server.port": "1",
    "traefik.http.services.one.loadBalancer.server.weight": "3",
    "traefik.http.services.two.loadbalancer.server.port": "2",
  }, false);
  assert.deepEqual(read?.routers, [
    { name: "a@swarm", service: "one@swarm", hosts: ["a.test", "b.test"], entrypoints: undefined },
  ]);
  assert.deepEqual(read?.services, [
    { name: "one@swarm", port: 1, weight: 3 },
    { name: "two@swarm", port: 2, weight: 1 },
  ]);
});

test("parseServiceLabels() says what it does not know", () => {
  const refused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "PathPrefix": { ...labels, "traefik.http.routers.web.rule": "PathPrefix(`/x`)" },
    "middlewares": { ...labels, "traefik.http.routers.web.middlewares": "auth" },
    "no label names a router": { "traefik.enable": "true" },
    'port of the service "web" is': { ...labels, "traefik.http.services.web.loadbalancer.server.port": "http" },
    "must name its service": { ...labels, "traefik.http.services.two.loadbalancer.server.port": "1" },
  };
  for (const [words, given] of Object.entries(refused)) {
    const isTold = (error: unknown) => error instanceof UserError && error.message.includes(words);
    assert.throws(() => parseServiceLabels(given, false), isTold, words);
  }
});
