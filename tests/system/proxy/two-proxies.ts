import { spawn } from "node:child_process";
import { connect } from "node:net";
import { hostname } from "node:os";
import { once } from "node:events";
import process from "node:process";
import { startProxy } from "../../../src/lab/proxy/proxy.ts";
import { metricLines } from "./metric-lines.ts";
import { until } from "../lab/until.ts";

/** A proxy under test. */
export interface ProxyUnderTest {
  readonly web: number;
  readonly metrics: number;
}

/** What both proxies are told. */
function flags(engine: number): readonly string[] {
  return [
    "--providers.swarm=true",
    `--providers.swarm.endpoint=tcp://127.0.0.1:${engine}`,
    "--providers.swarm.network=album_public",
    "--providers.swarm.exposedByDefault=false",
    "--providers.swarm.refreshSeconds=100ms",
    "--providers.providersThrottleDuration=100ms",
    "--entrypoints.web.address=:80",
    "--entrypoints.metrics.address=:8080",
    "--metrics.prometheus=true",
    "--metrics.prometheus.entryPoint=metrics",
    "--metrics.prometheus.addRoutersLabels=true",
    "--metrics.prometheus.buckets=0.005,0.2,1.2,30",
    "--serversTransport.forwardingTimeouts.dialTimeout=1s",
  ];
}

/** Starts the real Traefik at ports 80 and 8080, on the engine at a port, and waits until it knows the swarm's routes. */
export async function startTraefik(traefik: string, engine: number): Promise<ProxyUnderTest> {
  const child = spawn(traefik, flags(engine), { stdio: ["ignore", "ignore", "inherit"] });
  process.once("exit", () => child.kill("SIGKILL"));
  return await untilRouting({ web: 80, metrics: 8080 });
}

/** Starts the lab's proxy in this process, on the engine at a port, and waits until it knows the swarm's routes. */
export async function startOwn(engine: number): Promise<ProxyUnderTest> {
  const own = { web: 4780, metrics: 4781 };
  await startProxy({
    task: "task-proxy",
    service: "album_proxy",
    slot: 1,
    image: "traefik:3",
    args: flags(engine),
    address: "10.0.1.2",
    published: { 80: own.web, 8080: own.metrics },
  }, {
    name: hostname(),
    async dial(address, port, signal) {
      const socket = connect({ host: address, port, ...(signal && { signal }) });
      await once(socket, "connect");
      return socket;
    },
    listen: () => () => {},
    compute: () => Promise.resolve(),
  });
  return await untilRouting(own);
}

async function untilRouting(proxy: ProxyUnderTest): Promise<ProxyUnderTest> {
  // The first configuration is its own, the second one the swarm's.
  const isRouting = (lines: readonly string[]) => lines.includes("traefik_config_reloads_total 2");
  const what = `the proxy at port ${proxy.web} has read the swarm`;
  await until(what, () => metricLines(proxy.metrics).then(isRouting, () => false), 10_000, 50);
  return proxy;
}
