import type { HostName } from "../lab-event.ts";
import type { LabPorts } from "../lab-ports.ts";
import type { Pace } from "../pace.ts";

/** What a host process is started with. */
export interface HostConfig {
  readonly name: HostName;
  /** The manager also runs the scheduler and answers the Engine API. */
  readonly role: "manager" | "worker";
  readonly pace: Pace;
  /** The port of the overlay network's switch. */
  readonly overlay: number;
  /** The port of the manager's dispatcher, to which a worker reports; the manager has its own. */
  readonly dispatcher?: number | undefined;
  /** How many nodes must be ready before the manager deploys its services. */
  readonly nodes: number;
  /** Where the lab is reached; the proxy publishes the first two on the manager. */
  readonly published: Pick<LabPorts, "web" | "metrics" | "engine">;
}
