import { setImmediate as turn } from "node:timers/promises";

/** A clock that stands still until it is moved by hand. */
export interface HandClock {
  now(): number;
  wait(duration: number): Promise<void>;
  /** Moves it on, past each moment that somebody waits for, and lets everybody act. */
  pass(duration: number): Promise<void>;
}

/** A clock at 0. */
export function handClock(): HandClock {
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  let now = 0;
  return {
    now: () => now,
    wait: (duration) => new Promise((wake) => void sleepers.add({ at: now + duration, wake })),
    async pass(duration) {
      const end = now + duration;
      await turn();
      for (;;) {
        const [next] = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        sleepers.delete(next);
        now = Math.max(now, next.at);
        next.wake();
        await turn();
      }
      now = end;
    },
  };
}
