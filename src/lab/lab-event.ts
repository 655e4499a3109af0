import type { Instant } from "../core/time.ts";

/** The names of the lab's hosts. */
export const hostNames = ["manager", "worker-1", "worker-2"] as const;

export type HostName = typeof hostNames[number];

/** What the lab itself did or decided, by the machine's clock: the truth that a report can be held against. */
export type LabEvent =
  | { readonly kind: "host"; readonly at: Instant; readonly host: HostName; readonly is: "started" | "killed" }
  | { readonly kind: "phase"; readonly at: Instant; readonly name: string }
  /** The manager's scheduler calls a node ready or down. */
  | { readonly kind: "node"; readonly at: Instant; readonly node: string; readonly state: "ready" | "down" }
  /** A task was made, or changed its state or what is wanted of it; states in SwarmKit's words. */
  | {
    readonly kind: "task";
    readonly at: Instant;
    readonly id: string;
    readonly service: string;
    readonly slot: number;
    readonly node: string;
    readonly state: string;
    readonly desired: string;
  };
