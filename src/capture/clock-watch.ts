import type { Fact } from "../core/fact.ts";
import type { Duration, Instant } from "../core/time.ts";

const tolerated: Duration = 250;

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
      "stamps before and after it do not compare";
    return { kind: "warning", at, source: "recorder", text };
  };
}
