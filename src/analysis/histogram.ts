import type { Interval } from "../core/time.ts";
import { countAt, windowOver } from "./counting.ts";
import type { Asked, LatencyDetail, Quantile } from "./finding.ts";
import type { HistogramQueries } from "./histogram-query.ts";
import type { SessionIndex } from "./session-index.ts";

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
export function latencyIn(
  index: SessionIndex,
  histogram: HistogramQueries,
  interval: Interval,
  threshold: number | undefined,
): LatencyDetail {
  const { at, window } = windowOver(interval);
  const quantiles = shownQuantiles.map((q) => quantileIn(index, histogram, interval, q));
  const asked = (words: string, query: string | undefined): Asked[] =>
    query === undefined ? [] : [{ words, query, at }];
  return {
    kind: "latency",
    histogram: histogram.name,
    count: countIn(index, histogram, interval),
    mean: meanIn(index, histogram, interval),
    quantiles,
    thresholdBetween: threshold === undefined ? undefined : boundsAround(histogram, threshold),
    queries: [
      ...asked("requests", histogram.count(window)),
      ...asked("mean", histogram.mean(window)),
      ...quantiles.flatMap(({ q, value }) =>
        value === undefined ? [] : asked(`p${q * 100}`, histogram.quantile(q, window))
      ),
    ],
  };
}

/** Requests that ended within the interval. */
export function countIn(index: SessionIndex, histogram: HistogramQueries, interval: Interval): number {
  const { at, window } = windowOver(interval);
  return countAt(index, histogram.count(window), at) ?? 0;
}

/** Growth of the sum over growth of the count; `undefined` without traffic. */
export function meanIn(index: SessionIndex, histogram: HistogramQueries, interval: Interval): number | undefined {
  const { at, window } = windowOver(interval);
  const query = histogram.mean(window);
  return query === undefined ? undefined : countAt(index, query, at);
}

/** A percentile with the bounds that it lies between. */
export function quantileIn(index: SessionIndex, histogram: HistogramQueries, interval: Interval, q: number): Quantile {
  const none = { q, value: undefined, lower: undefined, upper: undefined };
  const { at, window } = windowOver(interval);
  const within = (bound: number) => {
    const query = histogram.within(bound, window);
    return query === undefined ? 0 : countAt(index, query, at) ?? 0;
  };
  if (histogram.bounds.at(-1) !== Infinity) return { ...none, because: "its buckets are not archived" };
  const needed = requestsNeeded(q);
  const total = within(Infinity);
  if (total < needed) return { ...none, because: `needs ${needed} requests, has ${Math.round(total)}` };
  const value = countAt(index, histogram.quantile(q, window), at);
  if (value === undefined) return { ...none, because: "it has one bucket only" };
  const highest = histogram.bounds.at(-2) ?? -Infinity;
  if (q * total > within(highest)) return { q, value, lower: value, upper: Infinity, because: undefined };
  // A value at a bound lies below it; the rounding of the interpolation must not lift it above.
  const place = histogram.bounds.findIndex((bound) => bound >= value - 1e-12 * Math.abs(value));
  const upper = histogram.bounds[place] ?? Infinity;
  return { q, value, lower: histogram.bounds[place - 1] ?? Math.min(0, upper), upper, because: undefined };
}

function boundsAround({ bounds }: HistogramQueries, threshold: number): readonly [number, number] | undefined {
  if (bounds.length === 0 || bounds.includes(threshold)) return undefined;
  const above = bounds.findIndex((bound) => bound > threshold);
  return above < 0 ? undefined : [bounds[above - 1] ?? 0, bounds[above] ?? Infinity];
}
