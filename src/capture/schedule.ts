import type { Duration } from "../core/time.ts";

/** What a schedule asks of its surroundings. */
export interface ScheduleEffects {
  /** A clock that never jumps, ms. */
  monotonic(): Duration;
  after(delay: Duration, call: () => void): () => void;
}

/** The process' own clock and timers. */
export const systemSchedule: ScheduleEffects = {
  monotonic: () => performance.now(),
  after(delay, call) {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};

/**
 * Calls at a fixed rhythm from now on, whatever the calls take; answers a function that ends it.
 * Beats that the process missed (it was stopped or asleep) are left out, not made up for.
 */
export function beat(interval: Duration, call: () => void, effects: ScheduleEffects = systemSchedule): () => void {
  const start = effects.monotonic();
  let next = 0;
  let cancel = effects.after(0, strike);
  let ended = false;

  function strike(): void {
    if (ended) return;
    const elapsed = effects.monotonic() - start;
    next = Math.max(next + 1, Math.floor(elapsed / interval) + 1);
    cancel = effects.after(Math.max(0, start + next * interval - effects.monotonic()), strike);
    call();
  }

  return () => {
    ended = true;
    cancel();
  };
}

/** As `beat`, for a call that takes time: a beat that comes while the last call still runs is left out. */
export function beatAlone(
  interval: Duration,
  call: () => Promise<void>,
  effects: ScheduleEffects = systemSchedule,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const end = beat(interval, () => {
    running ??= call().finally(() => running = undefined);
  }, effects);
  return async () => {
    end();
    await running;
  };
}
