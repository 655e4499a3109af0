import type { Duration, Instant, Interval } from "../core/time.ts";
import type { QueryRange } from "../promql/engine/evaluate.ts";

/** Over which instants a query is asked. */
export type When =
  | ({ readonly kind: "range" } & QueryRange)
  | { readonly kind: "instant"; readonly at: Instant };

/** A query and when it is asked. */
export interface Question {
  readonly query: string;
  readonly when: When;
}

/** More points a series than Prometheus' own HTTP API gives. */
const mostSteps = 11_000;

/**
 * The range of a question over an interval, both ends included.
 * Throws `RangeError` in words for a reader where the interval or the step makes no range, or one of too many steps.
 */
export function rangeOver({ start, end }: Interval, step: Duration): When & { kind: "range" } {
  if (end < start) throw new RangeError("The end lies before the start");
  if (!(step > 0)) throw new RangeError("The step must be longer than 0 s");
  const steps = Math.floor((end - start) / step) + 1;
  if (steps > mostSteps) {
    const least = Math.ceil((end - start) / (mostSteps - 1) / 1_000);
    throw new RangeError(
      `These are ${steps} steps, and at most ${mostSteps} are drawn: take a step of ${least}s or more`,
    );
  }
  return { kind: "range", start, end, step };
}
