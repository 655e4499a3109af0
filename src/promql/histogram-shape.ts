import type { Duration } from "../core/time.ts";
import type { Expr, Matcher } from "./ast.ts";
import { type CounterUse, findCounterUse, findDivision, numberOf, withoutFactors } from "./counter-use.ts";
import { metricOf } from "./selectors.ts";

/** The classic histogram behind a query. */
export interface HistogramUse {
  /** The metric without `_bucket`, `_sum` or `_count`. */
  readonly base: string;
  /** Which of its series, `le` and the name left out. */
  readonly matchers: readonly Matcher[];
  /** ms; `undefined` when `lifetime`. */
  readonly window: Duration | undefined;
  readonly form: "mean" | "quantile" | "share";
  /** Of form `quantile`: 0.95. */
  readonly quantile?: number;
  /** Of form `share`: the bound whose share is asked for. */
  readonly bound?: number;
  /** What the query multiplies by: 1000 turns seconds into ms. */
  readonly scale: number;
  /** Counters without `rate` or `increase`: the figure is over all time since the process started. */
  readonly lifetime: boolean;
  /** Of form `mean`: the metric it divides by, where that is not the histogram's own `_count`. */
  readonly dividesBy?: string;
}

/**
 * The histogram of a mean (`…_sum / …_count`), of `histogram_quantile(…)`, or of a share
 * (`…_bucket{le="0.2"} / …_count`).
 *
 * A mean that divides by another counter than the histogram's own `_count` is still a mean, with `dividesBy`.
 */
export function findHistogram(expr: Expr): HistogramUse | undefined {
  return findQuantile(expr) ?? findMeanOrShare(expr);
}

function findQuantile(expr: Expr): HistogramUse | undefined {
  const { inner, scale } = withoutFactors(expr);
  if (inner.kind !== "call" || inner.name !== "histogram_quantile") return undefined;
  const [q, buckets] = inner.args;
  const use = buckets === undefined ? undefined : findCounterUse(buckets);
  const quantile = q === undefined ? undefined : numberOf(q);
  if (use === undefined || quantile === undefined) return undefined;
  const histogram = histogramOf(use, "_bucket", scale);
  return histogram && { ...histogram, form: "quantile", quantile };
}

function findMeanOrShare(expr: Expr): HistogramUse | undefined {
  const division = findDivision(expr);
  if (division === undefined || division.numerator.window !== division.denominator.window) return undefined;
  const below = metricOf(division.denominator.selector);
  const mean = histogramOf(division.numerator, "_sum", division.scale);
  if (mean !== undefined) {
    const own = below === `${mean.base}_count`;
    return { ...mean, form: "mean", ...(own || below === undefined ? {} : { dividesBy: below }) };
  }
  const share = histogramOf(division.numerator, "_bucket", division.scale);
  const le = division.numerator.selector.matchers.find((matcher) => matcher.name === "le" && matcher.op === "=");
  if (share === undefined || le === undefined || below !== `${share.base}_count`) return undefined;
  return { ...share, form: "share", bound: Number(le.value) };
}

function histogramOf(use: CounterUse, suffix: string, scale: number): Omit<HistogramUse, "form"> | undefined {
  const metric = metricOf(use.selector);
  if (metric === undefined || !metric.endsWith(suffix)) return undefined;
  return {
    base: metric.slice(0, -suffix.length),
    matchers: use.selector.matchers.filter(({ name }) => name !== "le" && name !== "__name__"),
    window: use.window,
    scale,
    lifetime: use.window === undefined,
  };
}
