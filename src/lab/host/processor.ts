import { setTimeout as sleep } from "node:timers/promises";
import type { Duration } from "../../core/time.ts";

/** What a processor goes by. */
export interface ProcessorEffects {
  /** A clock that never goes back, ms. */
  now(): number;
  wait(duration: Duration): Promise<unknown>;
}

const systemEffects: ProcessorEffects = { now: () => performance.now(), wait: sleep };

/**
 * A host's one processor: takes it for so long, and resolves when that is over. Whoever comes while it is taken waits in
 * line. A timer that is late delays only the one that it stands for.
 */
export function makeProcessor(effects: ProcessorEffects = systemEffects): (duration: Duration) => Promise<void> {
  let freeAt = -Infinity;
  return async (duration) => {
    const now = effects.now();
    freeAt = Math.max(freeAt, now) + duration;
    await effects.wait(freeAt - now);
  };
}
