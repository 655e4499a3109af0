import { setTimeout as sleep } from "node:timers/promises";
import { fakeRoutes, routeLabels } from "../../fakes/swarm-routes.ts";
import { startReplica } from "../../fakes/replica.ts";
import { until } from "../lab/until.ts";
import { ask, type Sight, type Wish } from "./ask.ts";
import { metricLines } from "./metric-lines.ts";
import { makeOverlay, silence } from "./overlay.ts";
import { startOwn, startTraefik } from "./two-proxies.ts";
import { wishes } from "./wishes.ts";

/** What one proxy did. */
export interface ProxyRecord {
  readonly sights: Record<string, Sight>;
  /** The lines of its exposition, by the moment. */
  readonly metrics: Record<string, readonly string[]>;
}

/** What both did with the same requests. */
export interface SideBySide {
  readonly real: ProxyRecord;
  readonly own: ProxyRecord;
}

// Runs in a network namespace and a process namespace of its own, which end with it; prints a `SideBySide` as JSON.
const [, , traefik = "traefik"] = process.argv;
await makeOverlay();
await silence("10.0.1.20");

await startReplica("0.0.0.0", 3_000);
const engine = await fakeRoutes(2_375);
const service = (name: string, tasks: readonly { address: string; state?: string }[], port = 3_000, more = {}) => ({
  name: `stack_${name}`,
  labels: { ...routeLabels(name, `${name}.test`, port), ...more },
  tasks,
});
const services = [
  service("album", [{ address: "10.0.1.5" }]),
  service("balanced", [5, 6, 7].map((last) => ({ address: `10.0.1.${last}` }))),
  service("empty", []),
  service("halfdead", [{ address: "10.0.1.30" }]),
  service("refused", [{ address: "10.0.1.5" }], 3_999),
  service("silent", [{ address: "10.0.1.20" }]),
  service("starting", [{ address: "10.0.1.8", state: "preparing" }]),
  service("weightless", [{ address: "10.0.1.5" }], 3_000, {
    "traefik.http.services.weightless.loadbalancer.server.weight": "0",
  }),
];
engine.run(services);
const proxies = { real: await startTraefik(traefik, engine.port), own: await startOwn(engine.port) };
const names = ["real", "own"] as const;
const records: SideBySide = { real: { sights: {}, metrics: {} }, own: { sights: {}, metrics: {} } };

async function askBoth(title: string, wish: Wish): Promise<void> {
  await Promise.all(names.map(async (name) => {
    records[name].sights[title] = await ask(proxies[name].web, wish);
  }));
}

async function lookAtBoth(moment: string): Promise<void> {
  // A count may come a turn after the client's answer.
  await sleep(100);
  await Promise.all(names.map(async (name) => {
    records[name].metrics[moment] = await metricLines(proxies[name].metrics);
  }));
}

await lookAtBoth("before the requests");
for (const [title, wish] of Object.entries(wishes)) await askBoth(title, wish);
await lookAtBoth("after the requests");

const hanging = askBoth("a request that hangs", { host: "album.test", path: "/hang", leaveAfter: 800 });
await sleep(400);
await lookAtBoth("while a request hangs");
await hanging;
await lookAtBoth("after it was given up");

await askBoth("before the host died", { host: "halfdead.test" });
await silence("10.0.1.30");
await askBoth("on a connection to a dead host", { host: "halfdead.test", leaveAfter: 1_500 });
await askBoth("to a dead host anew", { host: "halfdead.test" });
for (let turn = 0; turn < 9; turn++) await askBoth(`turn ${turn}`, { host: "balanced.test" });
await lookAtBoth("after a host died");

engine.run(services.filter(({ name }) => name !== "stack_halfdead"));
const looked = engine.asked.length;
const isLook = (url: string) => url.endsWith("/services");
await until("both have looked", () => Promise.resolve(engine.asked.slice(looked).filter(isLook).length > 8), 5_000, 50);
await sleep(200);
await lookAtBoth("after the route vanished");
await lookAtBoth("after that was told");
// A look that has begun comes to its end: a real Traefik drops a service whose tasks alone it cannot read.
engine.fault((url) =>
  isLook(url)
    ? { kind: "status", status: 500, body: `{"message":"The swarm does not have a leader."}` }
    : { kind: "none" }
);
await sleep(400);
await askBoth("without an engine", { host: "album.test" });
await askBoth("a route that vanished", { host: "halfdead.test" });
await lookAtBoth("without an engine");
process.stdout.write(JSON.stringify(records), () => process.exit(0));
