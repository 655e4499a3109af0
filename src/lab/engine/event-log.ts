import type { Instant } from "../../core/time.ts";
import type { EngineEvent } from "./events.ts";

/** How many events the engine remembers. */
const most = 256;

/** The engine's events: the last ones, and whoever listens. */
export interface EngineEventLog {
  tell(events: readonly EngineEvent[]): void;
  /** Calls back with each remembered event from `since` on, ms, then with each new one; answers how to end that. */
  follow(since: Instant | undefined, hear: (event: EngineEvent) => void): () => void;
}

/** A log without events. */
export function makeEngineEventLog(): EngineEventLog {
  const hearers = new Set<(event: EngineEvent) => void>();
  let remembered: readonly EngineEvent[] = [];
  return {
    tell(events) {
      remembered = [...remembered, ...events].slice(-most);
      for (const event of events) for (const hear of hearers) hear(event);
    },
    follow(since, hear) {
      for (const event of remembered) if (since !== undefined && event.timeNano / 1e6 >= since) hear(event);
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
  };
}
