import { setTimeout as sleep } from "node:timers/promises";
import type { Recorder } from "../capture/recorder.ts";
import type { Duration } from "../core/time.ts";
import type { Lab } from "./lab.ts";
import type { HostName } from "./lab-event.ts";
import { nodeTold, wholeSince } from "./lab-state.ts";
import { type Pace, type PhaseName, phaseNames, rateWindow, scrapeInterval } from "./pace.ts";
import { until } from "./until.ts";

/** What a drill needs of the recorder: to be told, as by its keys or by "npm run mark". */
export type DrillNotes = Pick<Recorder, "note">;

/** What a drill is performed on, and with. */
export interface DrillContext {
  readonly lab: Pick<Lab, "events" | "kill" | "start" | "broken">;
  readonly pace: Pace;
  readonly notes: DrillNotes;
  /** Ends the drill where it is. */
  readonly stop: AbortSignal;
}

/** The first phase, which the recorder begins with. */
export const firstPhase: PhaseName = phaseNames[0];

const patience: Duration = 60_000;

/** So long before a fault it is marked: what is under way then has its answer, and no request is lost before its fault. */
const beforehand: Duration = 100;

/**
 * Performs the drill from its first phase, which has begun, to the end of its last: one worker killed and started, then
 * both. Rejects when `stop` aborts it, and when the lab breaks.
 */
export async function performDrill({ lab, pace, notes, stop }: DrillContext): Promise<void> {
  const stopped = new Promise<never>((_, reject) => stop.addEventListener("abort", () => reject(stop.reason)));
  const broken = Promise.race([lab.broken, stopped]);
  broken.catch(() => {});

  const phase = (name: PhaseName) => notes.note({ kind: "phase", at: Date.now(), name });
  const mark = (mark: "fault" | "recovered", label: string) =>
    notes.note({ kind: "mark", at: Date.now(), mark, label });
  const last = (name: PhaseName) =>
    Promise.race([sleep(pace.phases[name], undefined, { signal: stop }).catch(() => broken), broken]);

  async function kill(name: "worker-1 killed" | "both workers killed", hosts: readonly HostName[]): Promise<void> {
    phase(name);
    mark("fault", name);
    await Promise.race([sleep(beforehand), broken]);
    await lab.kill(...hosts);
    await Promise.all([
      last(name),
      until("the tasks of the dead hosts run elsewhere", () => hasSettled(hosts), { patience, broken }),
    ]);
  }

  /** Whether the failure is over, and nothing of it is left in the requests or in the window of a rate. */
  function hasSettled(hosts: readonly HostName[]): boolean {
    const told = hosts.map((host) => nodeTold(lab.events, host));
    if (told.some((event) => event?.state !== "down") || wholeSince(lab.events) === undefined) return false;
    const down = Math.max(...told.map((event) => event?.at ?? 0));
    return Date.now() > down + pace.refresh + pace.dialTimeout + rateWindow + 2 * scrapeInterval;
  }

  async function start(name: "worker-1 back" | "recovered", label: string, hosts: readonly HostName[]): Promise<void> {
    phase(name);
    await Promise.race([lab.start(...hosts), broken]);
    mark("recovered", label);
    await last(name);
  }

  await last("baseline");
  await kill("worker-1 killed", ["worker-1"]);
  phase("one worker");
  await last("one worker");
  await start("worker-1 back", "worker-1 back", ["worker-1"]);
  await kill("both workers killed", ["worker-1", "worker-2"]);
  phase("manager alone");
  await last("manager alone");
  await start("recovered", "both workers back", ["worker-1", "worker-2"]);
}
