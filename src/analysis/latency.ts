import { formatDuration, formatNumber } from "../core/format.ts";
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
import { defaultWindow, noRequest, type RawTruth } from "./raw-truth.ts";
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
    isWindowedSame: !use.lifetime,
    valueIs: valueWords(use),
    trafficIn: countOf,
    valueIn,
    absenceIn(interval) {
      if (countOf(interval) === 0) return noRequest;
      if (use.form !== "quantile") return "what it divides is not archived";
      const { because = "it has no finite value" } = quantileIn(index, histogram, interval, use.quantile ?? 0.5);
      return `${percentileName(use)} ${because}`;
    },
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
      const { lower, upper, because } = quantileIn(index, histogram, interval, use.quantile ?? 0.5);
      if (because !== undefined) return `The raw samples give no ${percentileName(use)}, which ${because}`;
      return `The raw samples put ${percentileName(use)} of ${count} between ${lower} s and ${upper} s`;
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
    lines: linesBeside(index, histogram, use, times),
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
      return `${percentileName(use)} over the interval, from the raw samples`;
    case "share":
      return `share within ${use.bound} s, from the raw samples`;
  }
}

function percentileName({ quantile = 0.5 }: HistogramUse): string {
  return `p${formatNumber(quantile * 100)}`;
}

/** The query's own figure with births counted first, where it has such a one: the promise is judged by it. */
function linesBeside(
  index: SessionIndex,
  histogram: HistogramQueries,
  use: HistogramUse,
  times: readonly Instant[],
): Line[] {
  const { window = defaultWindow } = use;
  const over = formatDuration(window);
  const line = (name: string, query: string | undefined): Line =>
    query === undefined
      ? { name, labels: {}, points: times.map((at) => [at, null]) }
      : countLine(index, name, use.scale === 1 ? query : `(${query}) * ${use.scale}`, times);
  if (use.form === "share") return [line(`share over ${over}`, shareQuery(histogram, use, window))];
  const mean = line(`mean over ${over}, from the raw samples`, histogram.mean(window));
  const quantileQuery = (q: number) => histogram.bounds.at(-1) === Infinity ? histogram.quantile(q, window) : undefined;
  if (use.form === "quantile") {
    const { quantile = 0.5 } = use;
    return [line(`${percentileName(use)} over ${over}, births counted`, quantileQuery(quantile)), mean];
  }
  // A percentile of too few requests is the luck of a few, and has no value.
  const p95 = quantileQuery(0.95);
  const enough = `${histogram.count(window)} >= ${requestsNeeded(0.95)}`;
  return [mean, line(`p95 over ${over}`, p95 && `${p95} and ${enough}`)];
}
