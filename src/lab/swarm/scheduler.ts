import type { Instant } from "../../core/time.ts";
import type { AgentReport, Order } from "../host/agent-report.ts";
import { emptySwarm, type LabSwarm, type SwarmRules } from "./lab-swarm.ts";
import { ordersOf } from "./orders-of.ts";
import { type Happening, stepSwarm } from "./step-swarm.ts";

/** What the scheduler needs of its surroundings. */
export interface SchedulerEffects {
  now(): Instant;
  /** From which the ids of a swarm are made; of its own for each. */
  seed(): string;
}

/** The manager's mind: the swarm as it is now, and what moves it on. */
export interface Scheduler {
  swarm(): LabSwarm;
  /** Takes a report of an agent; answers what that host is to do. */
  report(report: AgentReport): readonly Order[];
  /** To be called every `rules.tick`. */
  tick(): void;
}

const systemEffects: SchedulerEffects = { now: Date.now, seed: () => crypto.randomUUID() };

/** A scheduler of no node yet; `hear` is told of each change with the instant at which it was decided. */
export function makeScheduler(
  rules: SwarmRules,
  hear: (before: LabSwarm, after: LabSwarm, at: Instant) => void,
  effects: SchedulerEffects = systemEffects,
): Scheduler {
  let swarm = emptySwarm(effects.seed(), effects.now());

  function step(happening: Happening): void {
    const at = effects.now();
    const before = swarm;
    swarm = stepSwarm(before, happening, at, rules);
    if (swarm.index !== before.index) hear(before, swarm, at);
  }

  return {
    swarm: () => swarm,
    tick: () => step({ kind: "tick" }),
    report(report) {
      step({ kind: "report", report });
      return ordersOf(swarm, report.node);
    },
  };
}
