import type { Instant } from "../../core/time.ts";
import type { HostName } from "../lab-event.ts";
import type { DesiredState, TaskState } from "../swarm/task-state.ts";
import type { Assignment } from "./container.ts";

/** What a host's agent tells the manager of one of its tasks. */
export interface TaskReport {
  readonly task: string;
  readonly state: TaskState;
  /** When it came to this state, by the host's clock. */
  readonly at: Instant;
  /** SwarmKit's word for what happened: "prepared", "started". */
  readonly message: string;
  /** Why it failed or was rejected. */
  readonly error?: string | undefined;
  /** Once it has a container. */
  readonly container?: ContainerReport | undefined;
}

/** A task's container; `pid` is 0 while it does not run. */
export interface ContainerReport {
  readonly id: string;
  readonly pid: number;
  readonly exitCode: number;
}

/** One report of a host's agent. */
export interface AgentReport {
  readonly node: HostName;
  readonly role: "manager" | "worker";
  /** Another one after each start of the host. */
  readonly boot: string;
  readonly tasks: readonly TaskReport[];
}

/** What the manager answers, for each task of the node that is not over. */
export interface Order {
  readonly assignment: Assignment;
  readonly desired: DesiredState;
}
