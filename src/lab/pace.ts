import type { Duration } from "../core/time.ts";

/** The phases of the demo's drill, in order. */
export const phaseNames = [
  "baseline",
  "worker-1 killed",
  "one worker",
  "worker-1 back",
  "both workers killed",
  "manager alone",
  "recovered",
] as const;

export type PhaseName = typeof phaseNames[number];

/**
 * How fast the lab does what a real one does slowly, all in ms. A real swarm notices a dead node after some 13 s and its
 * replacements run 22 s later; a real Traefik gives up on a silent host after 30 s.
 */
export interface Pace {
  /** Between two reports of a host's agent to the manager. */
  readonly heartbeat: Duration;
  /** Without a report for so long a node is called down. */
  readonly silence: Duration;
  /** How long a task prepares (a real one pulls its image), and how long it starts. */
  readonly prepare: Duration;
  readonly start: Duration;
  /** How often the proxy reads the tasks from the engine. */
  readonly refresh: Duration;
  /** After which the proxy gives up on a host that does not take a connection. */
  readonly dialTimeout: Duration;
  /** How long after a host's death the overlay network breaks the connections that it had; until then they are silent. */
  readonly unreachable: Duration;
  /** How long each phase lasts; longer while the lab has not settled. */
  readonly phases: Readonly<Record<PhaseName, Duration>>;
}

/** How often the lab's Prometheus scrapes and evaluates its rules, ms. */
export const scrapeInterval: Duration = 500;

/** Over which the demo's plan takes its rates, ms. */
export const rateWindow: Duration = 2_000;

export const paces = {
  normal: {
    heartbeat: 500,
    silence: 3_500,
    prepare: 800,
    start: 1_200,
    refresh: 500,
    dialTimeout: 6_000,
    unreachable: 4_500,
    phases: {
      baseline: 14_000,
      "worker-1 killed": 15_000,
      "one worker": 10_000,
      "worker-1 back": 10_000,
      "both workers killed": 15_000,
      "manager alone": 10_000,
      recovered: 10_000,
    },
  },
  fast: {
    heartbeat: 200,
    silence: 1_500,
    prepare: 200,
    start: 300,
    refresh: 250,
    dialTimeout: 1_500,
    unreachable: 1_300,
    phases: {
      baseline: 4_000,
      "worker-1 killed": 6_200,
      "one worker": 4_000,
      "worker-1 back": 4_000,
      "both workers killed": 6_200,
      "manager alone": 4_000,
      recovered: 4_000,
    },
  },
} as const satisfies Record<string, Pace>;
