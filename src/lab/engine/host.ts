import type { Duration } from "../../core/time.ts";
import type { Machine } from "./machine.ts";

/** What the Engine API says of the manager that answers, beside its swarm. */
export interface EngineHost {
  readonly machine: Machine;
  /** Where the workers report: `127.0.0.1:40123`. */
  readonly dispatcher: string;
  readonly heartbeat: Duration;
}

/** The lab's own version: no engine's, so that nobody takes it for one. */
export const labVersion = "0.1.0-lab";

/** The versions of the Engine API that are spoken. */
export const apiVersions = { least: "1.12", most: "1.41" } as const;

/** Where a host of the lab is found, whichever it is. */
export const hostAddress = "127.0.0.1";
