import assert from "node:assert/strict";
import { test } from "node:test";
import { UserError } from "../../../src/core/user-error.ts";
import { paces } from "../../../src/lab/pace.ts";
import { parseFlags } from "../../../src/lab/proxy/flags.ts";
import { albumServices } from "../../../src/lab/swarm/services.ts";

/** What cannot be left out. */
const told = ["--providers.swarm", "--providers.swarm.endpoint=tcp://127.0.0.1:2375"];

test("parseFlags() has Traefik's defaults but for the engine", () => {
  assert.deepEqual(parseFlags(told), {
    entrypoints: new Map(),
    engine: "http://127.0.0.1:2375",
    refresh: 15_000,
    exposedByDefault: true,
    network: undefined,
    metricsEntrypoint: undefined,
    routerMetrics: false,
    bucketsSeconds: [0.1, 0.3, 1.2, 5],
    dialTimeout: 30_000,
  });
});

test("parseFlags() reads what the lab's proxy is told, and other ways to write it", () => {
  const args = albumServices(paces.fast, { web: 1, metrics: 2, engine: 3 }).find(({ alias }) => alias === "proxy")
    ?.args;
  const flags = parseFlags(args ?? []);
  assert.deepEqual([...flags.entrypoints], [["web", 80], ["metrics", 8080]]);
  assert.equal(flags.engine, "http://127.0.0.1:3");
  assert.equal(flags.refresh, paces.fast.refresh);
  assert.equal(flags.dialTimeout, paces.fast.dialTimeout);
  assert.equal(flags.metricsEntrypoint, "metrics");
  assert.equal(flags.exposedByDefault, false);
  assert.ok(flags.bucketsSeconds.includes(0.2));
  const others = [
    "--Providers.Swarm=true",
    "--providers.swarm.ENDPOINT=tcp://127.0.0.1:2375",
    "--providers.swarm.refreshseconds=0.5",
    "--providers.providersThrottleDuration=0",
  ];
  assert.equal(parseFlags(others).refresh, 500);
});

test("parseFlags() waits as long as the throttle between two readings", () => {
  assert.equal(parseFlags([...told, "--providers.swarm.refreshSeconds=250ms"]).refresh, 2_000);
});

test("parseFlags() names what it cannot read", () => {
  const wrong = [
    "--api.insecure=true",
    "--entrypoints.web.address=80",
    "--metrics.prometheus.buckets=0.3,0.1",
    "--metrics.prometheus.buckets=few",
    "--serversTransport.forwardingTimeouts.dialTimeout=soon",
    "--providers.swarm.exposedByDefault=maybe",
    "--providers.swarm.endpoint=unix:///var/run/docker.sock",
    "--providers.swarm.endpoint=tcp://127.0.0.1",
    "--providers.swarm.endpoint=http://127.0.0.1:2375",
    "providers.swarm",
  ];
  for (const flag of wrong) {
    const name = flag.split("=")[0] ?? "";
    const isNamed = (error: unknown) => error instanceof UserError && error.message.includes(name);
    assert.throws(() => parseFlags([...told, flag]), isNamed, flag);
  }
  assert.throws(() => parseFlags(["--providers.swarm"]), /endpoint cannot be "unix:.*"; write it as "tcp:/);
  assert.throws(() => parseFlags([]), UserError);
});
