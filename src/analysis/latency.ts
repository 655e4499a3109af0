import { formatDuration } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { HistogramUse } from "../promql/histogram-shape.ts";
import { budgetOf } from "./budget.ts";
import { countAt, countLine, windowOver } from "./counting.ts";
import { countIn, latencyIn, meanIn, quantileIn, requestsNeeded } from "./histogram.ts";
import { type HistogramQueries, histogramQueries } from "./histogram-query.ts";
import type { Line } from "./line.ts";
import { plural } from "./plural.ts";
import { isUpperLimit } from "./promise.ts";
import { defaultWindow, type RawTruth } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";
import { unknownBirths } from "./unknown-births.ts";

/** Response time from the raw histogram behind a query; `undefined` when neither its count nor its buckets are archived. */
export function measureLatency(
  index: SessionIndex,
  use: HistogramUse,
  objective: Objective,
  times: readonly Instant[],
): RawTruth | undefined {
  const histogram = histogramQueries(index, use.base, use.matchers);
  if (histogram === undefined) return undefined;
  const window = use.window ?? defaultWindow;
  const countOf = (interval: Interval) => countIn(index, histogram, interval);
  const shareOf = (interval: Interval) => shareIn(index, histogram, use, interval);
  const valueIn = (interval: Interval) => scaled(indicatorIn(index, histogram, use, interval), use.scale);
  return {
    window,
    lifetime: use.lifetime,
    isWindowedSame: !use.lifetime && use.form !== "quantile",
    valueIs: valueWords(use),
    trafficIn: countOf,
    valueIn,
    certainIn(interval) {
      if (use.form !== "quantile") return valueIn(interval);
      const { lower, upper } = quantileIn(index, histogram, interval, use.quantile ?? 0.5);
      return scaled(isUpperLimit(objective) ? lower : upper, use.scale);
    },
    wordsIn(interval) {
      const count = plural(countOf(interval), "request");
      if (use.form === "share") return `The raw samples give a share of ${shareOf(interval)} of ${count}`;
      if (use.form === "mean") {
        const mean = meanIn(index, histogram, interval);
        const meanWords = mean === undefined ? "no mean" : `a mean of ${formatDuration(mean * 1_000)}`;
        return `The raw samples give ${meanWords} over ${count}`;
      }
      const { q, lower, upper } = quantileIn(index, histogram, interval, use.quantile ?? 0.5);
      return `The raw samples put p${q * 100} of ${count} between ${lower} s and ${upper} s`;
    },
    detailsIn: (interval) => [latencyIn(index, histogram, interval, use.bound ?? objective.threshold / use.scale)],
    budgetIn(interval) {
      const share = use.form === "share" ? shareOf(interval) : undefined;
      if (share === undefined) return undefined;
      const count = countOf(interval);
      const target = objective.threshold / use.scale;
      return isUpperLimit(objective)
        ? budgetOf(target * count, share * count)
        : budgetOf((1 - target) * count, (1 - share) * count);
    },
    isSilentZero: () => false,
    lines: linesBeside(index, histogram, use, window, times),
    doubtsIn: () => unknownBirths(use.base, index.countersOf(histogram.counted)),
  };
}

function indicatorIn(
  index: SessionIndex,
  histogram: HistogramQueries,
  use: HistogramUse,
  interval: Interval,
): number | undefined {
  switch (use.form) {
    case "mean":
      return meanIn(index, histogram, interval);
    case "quantile":
      return quantileIn(index, histogram, interval, use.quantile ?? 0.5).value;
    case "share":
      return shareIn(index, histogram, use, interval);
  }
}

function shareIn(
  index: SessionIndex,
  histogram: HistogramQueries,
  use: HistogramUse,
  interval: Interval,
): number | undefined {
  const { at, window } = windowOver(interval);
  const query = shareQuery(histogram, use, window);
  return query === undefined ? undefined : countAt(index, query, at);
}

function shareQuery(histogram: HistogramQueries, { bound }: HistogramUse, window: Duration): string | undefined {
  const within = histogram.within(bound ?? NaN, window);
  return within && `${within} / ${histogram.count(window)}`;
}

function scaled(value: number | undefined, scale: number): number | undefined {
  return value === undefined ? undefined : value * scale;
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

function linesBeside(
  index: SessionIndex,
  histogram: HistogramQueries,
  use: HistogramUse,
  window: Duration,
  times: readonly Instant[],
): Line[] {
  const over = formatDuration(window);
  const line = (name: string, query: string | undefined): Line =>
    query === undefined
      ? { name, labels: {}, points: times.map((at) => [at, null]) }
      : countLine(index, name, use.scale === 1 ? query : `(${query}) * ${use.scale}`, times);
  if (use.form === "share") return [line(`share over ${over}`, shareQuery(histogram, use, window))];
  // A percentile of too few requests is the luck of a few, and has no value.
  const enough = `${histogram.count(window)} >= ${requestsNeeded(0.95)}`;
  return [
    line(`mean over ${over}, from the raw samples`, histogram.mean(window)),
    line(
      `p95 over ${over}`,
      histogram.bounds.at(-1) === Infinity ? `${histogram.quantile(0.95, window)} and ${enough}` : undefined,
    ),
  ];
}
