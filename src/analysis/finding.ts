import type { Objective } from "../core/plan.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { Verdict } from "../core/verdict.ts";
import type { Line } from "./line.ts";

/** What backs a number: where it came from and how much of it was seen. */
export interface Evidence {
  /** In words: "PromQL over the archived samples, step 5 s" or "probe site, requests by the moment they were sent". */
  readonly source: string;
  readonly query: string | undefined;
  readonly interval: Interval;
  /** Points, samples or requests that were seen, and how many a complete record would have, never fewer than were seen. */
  readonly samples: number;
  readonly expected: number;
  /** `samples / expected`, ratio 0 to 1; 0 when nothing was expected. */
  readonly coverage: number;
  /** What Prometheus itself had answered, where it was asked. */
  readonly prometheus?: PrometheusWord;
}

/** What Prometheus' own answer says of an interval. */
export interface PrometheusWord {
  /** The last value of the judged series, and how many it has. */
  readonly last: { readonly at: Instant; readonly value: number } | undefined;
  readonly points: number;
  /** Instants at which it says something else than PromQL over the archived samples. */
  readonly differing: number;
}

/**
 * A query whose answer a figure is, asked of the archived samples with births and hidden resets put in: what PromQL cannot
 * see of a counter.
 */
export interface Asked {
  /** What its answer is: "mean", "p95", "requests". */
  readonly words: string;
  readonly query: string;
  readonly at: Instant;
}

/** A percentile from histogram buckets: the truth lies between the bounds, `value` is interpolated as PromQL does. */
export interface Quantile {
  /** 0.5, 0.95, 0.99. */
  readonly q: number;
  /** Seconds; `undefined` when the count cannot support it, with `because`. */
  readonly value: number | undefined;
  readonly lower: number | undefined;
  /** `Infinity` when it lies above the highest finite bound. */
  readonly upper: number | undefined;
  readonly because: string | undefined;
}

/** Response time from the raw histogram over one interval. */
export interface LatencyDetail {
  readonly kind: "latency";
  readonly histogram: string;
  /** Requests counted in the interval. */
  readonly count: number;
  /** Seconds: increase of `_sum` over increase of `_count`, resets and births counted; `undefined` without traffic. */
  readonly mean: number | undefined;
  readonly quantiles: readonly Quantile[];
  /** Set when the objective's threshold lies strictly between two bounds: what share is below cannot be known. */
  readonly thresholdBetween: readonly [lower: number, upper: number] | undefined;
  /** What was asked for these figures. */
  readonly queries: readonly Asked[];
}

/** Error counts from the raw samples over one interval, beside what the plan's own query saw. */
export interface CountsDetail {
  readonly kind: "counts";
  readonly metric: string;
  /** Requests in the numerator and denominator of the query, from raw samples with births and resets counted. */
  readonly bad: number;
  readonly total: number;
  readonly ratio: number | undefined;
  /** Bad requests that `increase()` cannot see because their series was born with them. */
  readonly unseen: number;
  /** Label sets of the series that appeared within the interval. */
  readonly born: readonly string[];
  /** 95 % Wilson interval of the ratio. */
  readonly interval95: readonly [number, number] | undefined;
  /** What was asked for these figures. */
  readonly queries: readonly Asked[];
}

/** Probe requests over one interval, by the moment they were sent. */
export interface ProbeDetail {
  readonly kind: "probe";
  readonly sent: number;
  readonly good: number;
  readonly failed: number;
  readonly interval95: readonly [number, number] | undefined;
  readonly quantiles: readonly Quantile[];
  readonly longest: Duration | undefined;
}

/** How much of the error budget an interval used; counted in requests, so only for objectives that are ratios of requests. */
export interface Budget {
  /** Bad requests that the objective allows in this interval, and that there were. */
  readonly allowed: number;
  readonly spent: number;
  /** `1 − spent / allowed`: ratio, negative when overdrawn. */
  readonly left: number;
}

/** The verdict on one objective in one interval, with its evidence. */
export interface Finding {
  /** The judged interval, warm-up left out. */
  readonly interval: Interval;
  readonly verdict: Verdict;
  /** A sentence: why this verdict, with the figures of `timeBroken` and `extreme`; for `inconclusive`, what was missing. */
  readonly because: string;
  /** The figure of the table, in the objective's unit; `undefined` when there is none. */
  readonly value: number | undefined;
  /** What that figure is: "mean over the phase", "failed of sent"; where there is none, why: "no request was counted". */
  readonly valueIs: string;
  /** The most adverse point and when it was, by the plan's query or, where they break the promise, by the raw samples. */
  readonly extreme: { readonly at: Instant; readonly value: number } | undefined;
  /** Where the plan's query or the raw samples break the promise, as a union; the outages, for a probe. */
  readonly broken: readonly Interval[];
  /** The summed length of `broken`. */
  readonly timeBroken: Duration;
  readonly budget: Budget | undefined;
  readonly evidence: Evidence;
  readonly details: readonly (LatencyDetail | CountsDetail | ProbeDetail)[];
}

/** One objective: its line, what broke it, and a finding for each phase and over all. */
export interface ObjectiveReport {
  readonly objective: Objective;
  /**
   * The indicator over time as the plan's own query gives it, over the archived samples; a gap where nothing was scraped.
   * For a probe objective, per step by time sent.
   */
  readonly line: Line;
  /** Windowed mean from the raw histogram and percentiles, beside the plan's own query; empty when there is none. */
  readonly besides: readonly Line[];
  readonly overall: Finding;
  /** One for each phase of the report, in order. */
  readonly phases: readonly Finding[];
  /** A sentence where the plan's query and the raw samples differ, or the query misleads (lifetime mean). */
  readonly doubts: readonly string[];
}
