import type { Duration, Instant } from "../../core/time.ts";
import type { SwarmObject } from "../swarm/lab-swarm.ts";

/** A JSON object of the Engine API. */
export type EngineObject = Readonly<Record<string, unknown>>;

/** The members that every object of a swarm begins with. */
export function engineHead({ id, version, createdAt, updatedAt }: SwarmObject): EngineObject {
  return {
    ID: id,
    Version: { Index: version },
    CreatedAt: engineTime(createdAt),
    UpdatedAt: engineTime(updatedAt),
  };
}

/** An instant as the engine writes it: RFC 3339. */
export function engineTime(at: Instant): string {
  return new Date(at).toISOString();
}

/** A duration as the engine writes it: ns. */
export function engineDuration(duration: Duration): number {
  return duration * 1e6;
}
