import type { Duration } from "../../core/time.ts";

/**
 * Which rules an answer follows.
 *
 * - `3`: windows and the lookback leave out their left edge, as Prometheus does since 3.0.
 * - `2`: they include it, and `rate` finds the zero point before it limits the extrapolation (up to 2.50).
 */
export type Rules = 2 | 3;

/** How a query is evaluated; what is absent is as on a Prometheus server without flags. */
export interface QueryOptions {
  /** How far back an instant selector looks for its newest sample, ms; 5 min. */
  readonly lookback?: Duration;
  /** The step of a subquery that names none, ms; 1 min. */
  readonly subqueryStep?: Duration;
  /** Drop metric names at the end of the evaluation and not in each function; false, as on a server without flags. */
  readonly delayedNameRemoval?: boolean;
  readonly rules?: Rules;
  /** The most samples that the evaluation may hold at once; 50 million. */
  readonly maxSamples?: number;
  /** After how long the evaluation gives up, ms; 2 min. Only with `now`. */
  readonly timeout?: Duration;
  /** A clock in ms, for the timeout. */
  now?(): number;
}
