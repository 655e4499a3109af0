import type { Fact } from "../core/fact.ts";
import type { Duration, Instant } from "../core/time.ts";

const tolerated: Duration = 250;

/** A wall clock as it stood at the call, which goes on from there whatever is done to it: whole ms, never back. */
export function steadyClock(wall: () => Instant, monotonic: () => Duration): () => Instant {
  const start = wall() - monotonic();
  return () => Math.round(start + monotonic());
}

/** A check to make about once a second: whether the wall clock jumped against one that never does; the fact that says so. */
export function watchClock(now: () => Instant, monotonic: () => Duration): () => Fact | undefined {
  let difference = now() - monotonic();
  return () => {
    const at = now();
    const jump = at - monotonic() - difference;
    difference += jump;
    if (Math.abs(jump) <= tolerated) return undefined;
    const seconds = Math.round(Math.abs(jump) / 100) / 10;
    const text = `The clock of the recorder jumped ${jump > 0 ? "forward" : "back"} by ${seconds} s: ` +
      "the stamps of the session go on without the jump";
    return { kind: "warning", at, source: "recorder", text };
  };
}
