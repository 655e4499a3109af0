import { mkdir, rm } from "node:fs/promises";
import { removeHost, startHost } from "./host.ts";
import { importImages } from "./images.ts";
import { folder, nodes } from "./layout.ts";
import { makeNetwork, removeNetwork } from "./network.ts";
import { findParts } from "./parts.ts";
import { startPrometheus, stopPrometheus } from "./prometheus.ts";
import { deployStack, formSwarm } from "./swarm.ts";

/** Prints a line of progress with the seconds since the program began, so that a run that hangs can be understood. */
export function say(text: string): void {
  console.log(`[${(performance.now() / 1_000).toFixed(1).padStart(6)} s] ${text}`);
}

/** Raises the whole lab: network, hosts, swarm, stack, Prometheus. Removes first what an earlier run left. */
export async function raiseLab(): Promise<void> {
  const binaries = await findParts();
  await razeLab();
  await mkdir(folder, { recursive: true });
  say("lab: network");
  await makeNetwork();
  say("lab: three engines");
  await Promise.all(nodes.map(startHost));
  say("lab: images and swarm");
  await Promise.all([importImages({ busybox: binaries["busybox"]!, traefik: binaries["traefik"]! }), formSwarm()]);
  say("lab: stack");
  await deployStack();
  say("lab: Prometheus");
  await startPrometheus();
  say("lab: up");
}

/** Removes the lab and whatever an interrupted run left of it. Harmless when there is none. */
export async function razeLab(): Promise<void> {
  await stopPrometheus();
  await Promise.all(nodes.map(removeHost));
  await removeNetwork();
  await rm(folder, { recursive: true, force: true });
}
