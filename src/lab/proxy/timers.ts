import type { Duration } from "../../core/time.ts";

/** How the proxy waits. */
export interface Timers {
  /** Calls after so many ms; answers how to call it off. */
  after(delay: Duration, call: () => void): () => void;
}

export const systemTimers: Timers = {
  after(delay, call) {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};
