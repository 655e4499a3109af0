import type { Duration, Instant } from "../../core/time.ts";
import type { TaskReport } from "../host/agent-report.ts";
import { identifierOf } from "./identifier.ts";
import type { ServiceSpec } from "./services.ts";
import type { DesiredState } from "./task-state.ts";

/** What every object of the swarm carries. */
export interface SwarmObject {
  readonly id: string;
  /** The swarm's index at the last change. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A host as the manager sees it. */
export interface LabNode extends SwarmObject {
  readonly hostname: string;
  readonly role: "manager" | "worker";
  readonly state: "ready" | "down";
  /** The host's start from which its agent reports. */
  readonly boot: string;
}

/** A service as it is deployed. */
export interface LabService extends SwarmObject {
  readonly spec: ServiceSpec;
}

/** What is known of a task's run: what its host reported last, or what the manager itself decided. */
export type TaskStatus = Omit<TaskReport, "task">;

/** One attempt to fill a slot of a service. */
export interface LabTask extends SwarmObject {
  /** Ids; no node while none suits. */
  readonly service: string;
  readonly node: string | undefined;
  readonly slot: number;
  readonly desired: DesiredState;
  /** Until then a replacement is wanted `ready`. */
  readonly startAt: Instant;
  /** Its address in the overlay network, without the mask. */
  readonly address: string;
  readonly status: TaskStatus;
}

/** All that the manager knows. The objects of a kind are in the order in which they were made. */
export interface LabSwarm {
  /** From which the ids are made. */
  readonly seed: string;
  /** Counts the changes. */
  readonly index: number;
  /** How many objects were made so far. */
  readonly made: number;
  /** The last number that a task's address ended with. */
  readonly lastAddress: number;
  readonly cluster: SwarmObject;
  /** The stack's overlay network, once it is deployed. */
  readonly network: SwarmObject | undefined;
  readonly nodes: readonly LabNode[];
  readonly services: readonly LabService[];
  readonly tasks: readonly LabTask[];
  /** When each node was last heard, by its id. */
  readonly heard: ReadonlyMap<string, Instant>;
  readonly tickedAt: Instant;
}

/** What the manager goes by. */
export interface SwarmRules {
  /** Without a report for so long a node is down. */
  readonly silence: Duration;
  /** Between two ticks. */
  readonly tick: Duration;
  /** How many nodes must be ready before the services are deployed. */
  readonly nodes: number;
  readonly services: readonly ServiceSpec[];
}

/** A swarm of no node yet. */
export function emptySwarm(seed: string, at: Instant): LabSwarm {
  return {
    seed,
    index: 1,
    made: 1,
    lastAddress: 1,
    cluster: { id: identifierOf(seed, 0), version: 1, createdAt: at, updatedAt: at },
    network: undefined,
    nodes: [],
    services: [],
    tasks: [],
    heard: new Map(),
    tickedAt: at,
  };
}

/** The swarm with a new object's number used up, and what every object carries; the change is stamped later. */
export function newObject(swarm: LabSwarm, at: Instant): readonly [LabSwarm, SwarmObject] {
  const object = { id: identifierOf(swarm.seed, swarm.made), version: 0, createdAt: at, updatedAt: at };
  return [{ ...swarm, made: swarm.made + 1 }, object];
}

/** Whether the swarm wants the task to run. */
export function isWanted({ desired }: LabTask): boolean {
  return desired !== "shutdown";
}
