import { formatDuration } from "../core/format.ts";
import type { Labels } from "../core/labels.ts";
import type { Objective } from "../core/plan.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { HistogramUse } from "../promql/histogram-shape.ts";
import { matchesValue } from "../promql/selectors.ts";
import { budgetOf } from "./budget.ts";
import { countIn, type Histogram, latencyIn, meanIn, quantileIn } from "./histogram.ts";
import type { Line } from "./line.ts";
import { plural } from "./plural.ts";
import { isUpperLimit } from "./promise.ts";
import { defaultWindow, type RawTruth, windowBefore } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";
import { growthIn, type Tally, tallyOf } from "./tally.ts";
import { unknownBirths } from "./unknown-births.ts";

/** Response time from the raw histogram behind a query; `undefined` when neither its count nor its buckets are archived. */
export function measureLatency(index: SessionIndex, use: HistogramUse, objective: Objective): RawTruth | undefined {
  const histogram = readHistogram(index, use);
  if (histogram.count === undefined && histogram.buckets.length === 0) return undefined;
  const window = use.window ?? defaultWindow;
  const valueIn = (interval: Interval) => scaled(indicatorIn(histogram, use, interval), use.scale);
  return {
    window,
    lifetime: use.lifetime,
    isWindowedSame: !use.lifetime && use.form !== "quantile",
    valueIs: valueWords(use),
    trafficIn: (interval) => countIn(histogram, interval),
    valueIn,
    certainIn(interval) {
      if (use.form !== "quantile") return valueIn(interval);
      const { lower, upper } = quantileIn(histogram, interval, use.quantile ?? 0.5);
      return scaled(isUpperLimit(objective) ? lower : upper, use.scale);
    },
    wordsIn: (interval) => wordsOf(histogram, use, interval),
    detailsIn: (interval) => [latencyIn(histogram, interval, boundAskedFor(use, objective))],
    budgetIn(interval) {
      const share = use.form === "share" ? shareIn(histogram, use, interval) : undefined;
      if (share === undefined) return undefined;
      const count = countIn(histogram, interval);
      const target = objective.threshold / use.scale;
      return isUpperLimit(objective)
        ? budgetOf(target * count, share * count)
        : budgetOf((1 - target) * count, (1 - share) * count);
    },
    isSilentZero: () => false,
    linesAt: (times) => linesBeside(histogram, use, window, times),
    doubtsIn: () => unknownBirths(use.base, index.countersOf(`${use.base}_count`, selects(use))),
  };
}

function readHistogram(index: SessionIndex, use: HistogramUse): Histogram {
  const tally = (suffix: string): Tally | undefined => {
    const counters = index.countersOf(use.base + suffix, selects(use));
    return counters.length === 0 ? undefined : tallyOf(counters);
  };
  const byBound = Map.groupBy(
    index.countersOf(`${use.base}_bucket`, selects(use)),
    ({ labels }) => parseBound(labels.le),
  );
  byBound.delete(NaN);
  const buckets = [...byBound].sort(([a], [b]) => a - b).map(([bound, own]) => ({ bound, tally: tallyOf(own) }));
  return { name: use.base, sum: tally("_sum"), count: tally("_count"), buckets };
}

function selects(use: HistogramUse): (labels: Labels) => boolean {
  return (labels) => use.matchers.every((matcher) => matchesValue(matcher, labels[matcher.name] ?? ""));
}

/** The bound of a bucket: `le="1"` and `le="1.0"` are one; NaN when it cannot be read. */
function parseBound(le: string | undefined): number {
  if (le === "+Inf") return Infinity;
  return le === undefined || le === "" ? NaN : Number(le);
}

function indicatorIn(histogram: Histogram, use: HistogramUse, interval: Interval): number | undefined {
  switch (use.form) {
    case "mean":
      return meanIn(histogram, interval);
    case "quantile":
      return quantileIn(histogram, interval, use.quantile ?? 0.5).value;
    case "share":
      return shareIn(histogram, use, interval);
  }
}

function shareIn(histogram: Histogram, use: HistogramUse, interval: Interval): number | undefined {
  const bucket = histogram.buckets.find(({ bound }) => bound === use.bound);
  const count = countIn(histogram, interval);
  return bucket === undefined || count === 0 ? undefined : growthIn(bucket.tally, interval) / count;
}

function scaled(value: number | undefined, scale: number): number | undefined {
  return value === undefined ? undefined : value * scale;
}

function boundAskedFor(use: HistogramUse, objective: Objective): number {
  return use.bound ?? objective.threshold / use.scale;
}

function valueWords(use: HistogramUse): string {
  switch (use.form) {
    case "mean":
      return "mean over the interval, from the raw samples";
    case "quantile":
      return `p${(use.quantile ?? 0.5) * 100} over the interval, from the raw samples`;
    case "share":
      return `share within ${use.bound} s, from the raw samples`;
  }
}

function wordsOf(histogram: Histogram, use: HistogramUse, interval: Interval): string {
  const mean = meanIn(histogram, interval);
  const count = plural(countIn(histogram, interval), "request");
  const meanWords = mean === undefined ? "no mean" : `a mean of ${formatDuration(mean * 1_000)}`;
  if (use.form === "mean") return `The raw samples give ${meanWords} over ${count}`;
  if (use.form === "share") return `The raw samples give a share of ${shareIn(histogram, use, interval)} of ${count}`;
  const { q, lower, upper } = quantileIn(histogram, interval, use.quantile ?? 0.5);
  return `The raw samples put p${q * 100} of ${count} between ${lower} s and ${upper} s`;
}

function linesBeside(histogram: Histogram, use: HistogramUse, window: Duration, times: readonly Instant[]): Line[] {
  const over = formatDuration(window);
  const line = (name: string, valueAt: (interval: Interval) => number | undefined): Line => ({
    name,
    labels: {},
    points: times.map((at) => [at, scaled(valueAt(windowBefore(at, window)), use.scale) ?? null]),
  });
  const mean = line(`mean over ${over}, from the raw samples`, (interval) => meanIn(histogram, interval));
  const p95 = line(`p95 over ${over}`, (interval) => quantileIn(histogram, interval, 0.95).value);
  return use.form === "share" ? [line(`share over ${over}`, (at) => shareIn(histogram, use, at))] : [mean, p95];
}
