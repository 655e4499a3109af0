import type { Duration, Instant, Interval } from "../core/time.ts";
import type { Budget, CountsDetail, LatencyDetail } from "./finding.ts";
import type { Line } from "./line.ts";

/**
 * What the raw samples say of an indicator, beside the plan's own query: answers of PromQL over the samples with births and
 * hidden resets put in, which the query itself cannot see. All figures are in the objective's unit.
 */
export interface RawTruth {
  /** Window of the lines beside the query: the query's own, or 1 min when it has none. */
  readonly window: Duration;
  /** The query uses counters without `rate` or `increase`: it averages since their process started. */
  readonly lifetime: boolean;
  /** Whether the first of `lines` is the query's own figure with births counted, so that the promise holds for it too. */
  readonly isWindowedSame: boolean;
  /** What `valueIn` is: "mean over the interval". */
  readonly valueIs: string;
  /** Requests counted in the interval. */
  trafficIn(interval: Interval): number;
  /** The indicator over the whole interval; `undefined` when the samples cannot tell. */
  valueIn(interval: Interval): number | undefined;
  /** Why `valueIn` has none: "p99 needs 1000 requests, has 382". */
  absenceIn(interval: Interval): string;
  /** The value that surely is reached: the lower bound of a percentile, `valueIn` otherwise. */
  certainIn(interval: Interval): number | undefined;
  /** The value had all that is left out for an unknown past been bad; `undefined` when nothing is left out. */
  pessimistIn?(interval: Interval): number | undefined;
  /** Why `valueIn` is what it is, as a sentence's start: "32 of 360 requests failed". */
  wordsIn(interval: Interval): string;
  detailsIn(interval: Interval): (LatencyDetail | CountsDetail)[];
  budgetIn(interval: Interval): Budget | undefined;
  /** Whether the query has no value at `at` only because nothing ever failed: the indicator is 0 there. */
  isSilentZero(at: Instant): boolean;
  /** Lines beside the query's own, at the instants of its grid. */
  readonly lines: readonly Line[];
  /** What a reader must know of these figures. */
  doubtsIn(interval: Interval): string[];
}

/** The window that lines beside a query without one use: 1 min. */
export const defaultWindow: Duration = 60_000;

/** Why there is no figure without traffic. */
export const noRequest = "no request was counted";
