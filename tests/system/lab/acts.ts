import { setTimeout as sleep } from "node:timers/promises";
import { site } from "./layout.ts";
import { requestOnce } from "./load.ts";
import type { Operator } from "./operator.ts";
import { isReady, promote } from "./swarm.ts";
import { until } from "./until.ts";

/** How long each phase of the drill lasts, ms; each but the faulty ones must hold 100 requests of the probe to pass. */
export const times = {
  baseline: 32_000,
  // Node down after 13 s; the last hanging request ends 30 s later, and stays in the rate's window for 15 s more.
  "one worker": 75_000,
  recovered: 32_000,
  "three managers": 32_000,
  // The new leader waits 30 s for a node that it has not heard of before it calls it down and moves its tasks.
  "manager lost": 60_000,
  "manager back": 32_000,
  // The survivor says that there is no leader after 27 s; the first hanging requests are counted after 30 s.
  "no quorum": 45_000,
};

export type Times = typeof times;

/** The drill from its first phase, which has begun, to its last. */
export async function perform(operator: Operator, times: Times): Promise<void> {
  await sleep(times.baseline);

  await operator.phase("one worker");
  await operator.halt("worker-1");
  await sleep(times["one worker"]);
  await operator.start("worker-1");
  await until("worker-1 is ready again", () => isReady("worker-1"), 30_000);
  await operator.phase("recovered");
  await sleep(times.recovered);

  await operator.phase("three managers");
  await promote("worker-1");
  await promote("worker-2");
  await operator.note("both workers promoted");
  await sleep(times["three managers"]);

  await operator.phase("manager lost");
  await operator.halt("manager");
  await sleep(times["manager lost"]);
  await operator.start("manager");
  await until("the site is answered again", async () => (await requestOnce(site.url, 1_000)).status === 200, 60_000);
  await until("every node is ready", isWhole, 60_000);
  // Until the new proxy's counters have been scraped often enough to have a rate.
  await sleep(8_000);
  await operator.phase("manager back");
  await sleep(times["manager back"]);

  await operator.phase("no quorum");
  await operator.halt("worker-1", "worker-2");
  await sleep(times["no quorum"]);
}

async function isWhole(): Promise<boolean> {
  return await isReady("manager") && await isReady("worker-1") && await isReady("worker-2");
}
