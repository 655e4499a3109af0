import { setImmediate as turn } from "node:timers/promises";
import type { BeatEffects } from "../../../src/lab/prometheus/beat.ts";

/** A clock that moves only when it is told to. */
export interface ManualClock extends BeatEffects {
  /** Moves to an instant, over each at which one of the `sleepers` awakes; resolves when all of them sleep again. */
  advance(to: number, sleepers: number): Promise<void>;
}

/** A clock that stands at `start`. */
export function manualClock(start: number): ManualClock {
  let now = start;
  let sleeping: { until: number; awake(): void }[] = [];

  async function allAsleep(sleepers: number): Promise<void> {
    while (sleeping.length < sleepers) await turn();
  }

  return {
    now: () => now,
    sleep: (duration, signal) =>
      new Promise((awake) => {
        if (signal.aborted) return awake();
        sleeping.push({ until: now + duration, awake });
        signal.addEventListener("abort", () => awake(), { once: true });
      }),
    async advance(to, sleepers) {
      await allAsleep(sleepers);
      for (;;) {
        const next = Math.min(...sleeping.map(({ until }) => until));
        if (next > to) break;
        now = next;
        const due = sleeping.filter(({ until }) => until === next);
        sleeping = sleeping.filter(({ until }) => until > next);
        for (const { awake } of due) awake();
        await allAsleep(sleepers);
      }
      now = to;
    },
  };
}
