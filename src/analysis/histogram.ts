import type { Interval } from "../core/time.ts";
import type { LatencyDetail, Quantile } from "./finding.ts";
import { growthIn, type Tally } from "./tally.ts";

/** The raw counters of a classic histogram, summed over its series; births and resets counted. */
export interface Histogram {
  readonly name: string;
  /** `undefined` when the series is not archived. */
  readonly sum: Tally | undefined;
  readonly count: Tally | undefined;
  /** Cumulative, by ascending bound in seconds, `Infinity` last. */
  readonly buckets: readonly { readonly bound: number; readonly tally: Tally }[];
}

/** The percentiles that a report shows. */
export const shownQuantiles = [0.5, 0.95, 0.99] as const;

/** At least this many requests must lie beyond a percentile before it is shown. */
const requestsBeyond = 10;

/**
 * How many requests a percentile needs: ten beyond it, so 20 for the median, 200 for p95, 1,000 for p99.
 * With fewer it is the luck of a few requests.
 */
export function requestsNeeded(q: number): number {
  return Math.ceil(requestsBeyond / Math.min(q, 1 - q) - 1e-6);
}

/** Response time over one interval: mean and percentiles, in the histogram's unit. */
export function latencyIn(histogram: Histogram, interval: Interval, threshold: number | undefined): LatencyDetail {
  const count = countIn(histogram, interval);
  return {
    kind: "latency",
    histogram: histogram.name,
    count,
    mean: meanIn(histogram, interval),
    quantiles: shownQuantiles.map((q) => quantileIn(histogram, interval, q)),
    thresholdBetween: threshold === undefined ? undefined : boundsAround(histogram, threshold),
  };
}

/** Requests that ended within the interval. */
export function countIn(histogram: Histogram, interval: Interval): number {
  const tally = histogram.count ?? histogram.buckets.at(-1)?.tally;
  return tally === undefined ? 0 : growthIn(tally, interval);
}

/** Growth of the sum over growth of the count; `undefined` without traffic. */
export function meanIn(histogram: Histogram, interval: Interval): number | undefined {
  const count = countIn(histogram, interval);
  return histogram.sum === undefined || count === 0 ? undefined : growthIn(histogram.sum, interval) / count;
}

/** A percentile with the bounds that it lies between, interpolated as `histogram_quantile` does. */
export function quantileIn(histogram: Histogram, interval: Interval, q: number): Quantile {
  const none = { q, value: undefined, lower: undefined, upper: undefined };
  if (histogram.buckets.at(-1)?.bound !== Infinity) return { ...none, because: "its buckets are not archived" };
  let most = 0;
  const counts = histogram.buckets.map(({ bound, tally }) => {
    most = Math.max(most, growthIn(tally, interval));
    return { bound, count: most };
  });
  const needed = requestsNeeded(q);
  if (most < needed) return { ...none, because: `needs ${needed} requests, has ${Math.round(most)}` };
  const rank = q * most;
  const index = counts.findIndex(({ count }) => count >= rank);
  const upper = counts[index]?.bound ?? Infinity;
  const below = counts[index - 1];
  const lower = below?.bound ?? Math.min(0, upper);
  if (upper === Infinity) return { q, value: lower, lower, upper, because: undefined };
  const inside = (counts[index]?.count ?? 0) - (below?.count ?? 0);
  const share = inside === 0 ? 1 : (rank - (below?.count ?? 0)) / inside;
  return { q, value: lower + (upper - lower) * share, lower, upper, because: undefined };
}

function boundsAround(histogram: Histogram, threshold: number): readonly [number, number] | undefined {
  const bounds = histogram.buckets.map(({ bound }) => bound);
  if (bounds.length === 0 || bounds.includes(threshold)) return undefined;
  const above = bounds.findIndex((bound) => bound > threshold);
  return above < 0 ? undefined : [bounds[above - 1] ?? 0, bounds[above] ?? Infinity];
}
