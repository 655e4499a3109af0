import process from "node:process";
import { startChild } from "../../../src/lab/child-process.ts";
import type { HostConfig } from "../../../src/lab/host/host-config.ts";
import { startOverlay } from "../../../src/lab/overlay/overlay.ts";
import { paces } from "../../../src/lab/pace.ts";
import type { TaskAnswer } from "../../../src/lab/proxy/read-swarm.ts";
import { siteHost } from "../../../src/lab/swarm/services.ts";
import { startReplica } from "../../fakes/replica.ts";
import { until } from "../lab/until.ts";
import { ask } from "./ask.ts";
import { makeOverlay } from "./overlay.ts";
import { startTraefik } from "./two-proxies.ts";

/** Where the tasks run that the lab's engine tells of, and where a real Traefik that reads it sends requests. */
export interface ByLabEngine {
  readonly told: readonly string[];
  readonly asked: readonly string[];
}

// Runs in namespaces of its own, which end with it; prints a `ByLabEngine` as JSON.
const [, , traefik = "traefik"] = process.argv;
await makeOverlay();
await startReplica("0.0.0.0", 3_000);

const overlay = await startOverlay(() => true, paces.fast.unreachable);
const published = { web: 4_780, metrics: 4_781, engine: 4_782 };
const config: HostConfig = {
  name: "manager",
  role: "manager",
  pace: paces.fast,
  overlay: overlay.port,
  nodes: 1,
  published,
};
await startChild("manager", "host/host-child.ts", config, {
  onLine: (line) => line.kind === "listen" && overlay.attach("manager", line.address, line.port),
  onDeath(words) {
    throw new Error(`The manager ended by itself: ${words}`);
  },
});
const replicas = 6;
let told: readonly string[] = [];
await until("every replica runs", async () => (told = await runningTasks()).length === replicas, 10_000, 50);
const { web } = await startTraefik(traefik, published.engine);
const asked = new Set<string>();
for (let turn = 0; turn < 2 * replicas; turn++) {
  const sight = await ask(web, { host: siteHost });
  const headers = sight.kind === "answer" ? sight.headers : [];
  asked.add(headers.find((header) => header.startsWith("x-replica: "))?.split(" ")[1] ?? JSON.stringify(sight));
}
process.stdout.write(JSON.stringify({ told, asked: [...asked] } satisfies ByLabEngine), () => process.exit(0));

/** The addresses of the album's running tasks. */
async function runningTasks(): Promise<readonly string[]> {
  const filters = encodeURIComponent(JSON.stringify({ service: ["album_web"], "desired-state": ["running"] }));
  const response = await fetch(`http://127.0.0.1:${published.engine}/tasks?filters=${filters}`);
  const tasks = await response.json() as readonly TaskAnswer[];
  return tasks.filter(({ Status }) => Status.State === "running")
    .map(({ NetworksAttachments }) => NetworksAttachments?.[0]?.Addresses?.[0]?.split("/")[0] ?? "");
}
