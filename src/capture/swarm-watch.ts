import type { Fact } from "../core/fact.ts";
import { isRecord } from "../core/record.ts";
import type { Duration, Instant } from "../core/time.ts";
import { type Docker } from "./docker.ts";
import type { Sight } from "./sight.ts";
import { reasonOf } from "./source-error.ts";
import { comparable, type KnownSwarm, noteSwarm } from "./swarm-change.ts";
import type { ClockReading } from "./prometheus.ts";

/** What the watch needs of the recorder. */
export interface SwarmWatchContext {
  /** In the order in which they are asked. */
  readonly engines: readonly Docker[];
  readonly sight: Sight;
  write(fact: Fact): void;
  now(): Instant;
}

/** The Swarm's part of a recording. */
export interface SwarmWatch {
  /** Reads nodes, services and tasks from the first manager that answers. */
  round(): Promise<void>;
  /** Asks the engines that failed and are not the one that is read whether they speak for the Swarm again. */
  askSilent(): Promise<void>;
  /** Asks one engine what it says of its own membership. */
  askInfo(engine: Docker): Promise<void>;
  /** The engine that answered the last round; its events are followed. */
  current(): Docker | undefined;
}

/** How long an engine that did not answer is left alone while another does. */
export const pause: Duration = 3_000;

/** Records the Swarm's state as its managers tell it. */
export function watchSwarm(context: SwarmWatchContext): SwarmWatch {
  const { engines, sight, write, now } = context;
  const known: KnownSwarm = new Map();
  const membership = new Map<string, string>();
  const clocks = new Map<string, ClockReading>();
  const failedAt = new Map<string, Instant>();
  let current: Docker | undefined;

  async function read(engine: Docker): Promise<boolean> {
    try {
      const [nodes, services, tasks] = await Promise.all([engine.nodes(), engine.services(), engine.tasks()]);
      const at = now();
      const listings = [
        { object: "node", values: nodes },
        { object: "service", values: services },
        { object: "task", values: tasks },
      ] as const;
      for (const listing of listings) {
        for (const fact of noteSwarm(known, listing, at, engine.name)) write(fact);
      }
      answered(engine);
      return true;
    } catch (error) {
      noteFailure(engine, error);
      return false;
    }
  }

  async function retrySight(engine: Docker): Promise<void> {
    try {
      await engine.nodes();
      answered(engine);
    } catch (error) {
      noteFailure(engine, error);
    }
  }

  function answered(engine: Docker): void {
    failedAt.delete(engine.name);
    sight.seen(engine.name, "state");
  }

  function noteFailure(engine: Docker, error: unknown): void {
    failedAt.set(engine.name, now());
    const reason = reasonOf(error);
    if (isWorker(reason)) sight.seen(engine.name, "state");
    else sight.lost(engine.name, "state", reason);
  }

  return {
    current: () => current,
    async round() {
      const due = engines.filter((engine) => now() - (failedAt.get(engine.name) ?? -Infinity) >= pause);
      const asked = due.length === 0 ? engines.slice(0, 1) : due;
      for (const engine of asked) {
        if (await read(engine)) {
          current = engine;
          return;
        }
      }
      current = undefined;
    },
    async askSilent() {
      const silent = engines.filter((engine) => engine !== current && failedAt.has(engine.name));
      await Promise.all(silent.map(retrySight));
    },
    async askInfo(engine) {
      try {
        const { value, clock } = await engine.info();
        const at = now();
        sight.seen(engine.name, "info");
        const part = isRecord(value["Swarm"]) ? value["Swarm"] : {};
        const text = comparable(part);
        if (membership.get(engine.name) !== text) {
          membership.set(engine.name, text);
          write({ kind: "info", at, source: engine.name, value: { ...part } });
        }
        const last = clocks.get(engine.name);
        if (clock === undefined) return;
        if (
          last !== undefined && Math.abs(clock.offset - last.offset) <= 100 + (clock.roundTrip + last.roundTrip) / 2
        ) return;
        clocks.set(engine.name, clock);
        write({ kind: "clock", at, source: engine.name, ...clock });
      } catch (error) {
        sight.lost(engine.name, "info", reasonOf(error));
      }
    },
  };
}

/** Whether the words say that the engine is no manager now, which is no failure: others speak for the Swarm. */
function isWorker(reason: string): boolean {
  return /not a swarm manager|worker nodes can't be used/i.test(reason) && !/does not have a leader/i.test(reason);
}
