import type { Duration } from "../../../src/core/time.ts";
import type { OverlayEffects } from "../../../src/lab/overlay/overlay.ts";

/** Timers that strike when a test says so. */
export interface HandTimers extends OverlayEffects {
  /** Resolves when a timer of so many ms is set. */
  whenSet(delay: Duration): Promise<void>;
  /** How many are set. */
  count(): number;
  /** Waits until a timer of so many ms is set, and strikes it. */
  strike(delay: Duration): Promise<void>;
}

/** Timers of which none has been set. */
export function handTimers(): HandTimers {
  const set: { readonly delay: Duration; readonly call: () => void }[] = [];
  let heard = Promise.withResolvers<void>();
  const find = (delay: Duration) => set.findIndex((timer) => timer.delay === delay);

  async function whenSet(delay: Duration): Promise<void> {
    while (find(delay) < 0) await heard.promise;
  }

  return {
    after(delay, call) {
      const timer = { delay, call };
      set.push(timer);
      heard.resolve();
      heard = Promise.withResolvers();
      return () => {
        if (set.includes(timer)) set.splice(set.indexOf(timer), 1);
      };
    },
    whenSet,
    count: () => set.length,
    async strike(delay) {
      await whenSet(delay);
      set.splice(find(delay), 1)[0]?.call();
    },
  };
}
