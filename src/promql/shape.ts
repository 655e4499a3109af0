import type { Duration } from "../core/time.ts";
import type { Expr, VectorSelector } from "./ast.ts";
import { findDivision } from "./counter-use.ts";
import { metricOf } from "./selectors.ts";

export { findHistogram, type HistogramUse } from "./histogram-shape.ts";

/** A ratio of two counts of events. */
export interface Ratio {
  readonly numerator: VectorSelector;
  readonly denominator: VectorSelector;
  /** ms; `undefined` when the counters are used as they are, since their process started. */
  readonly window: Duration | undefined;
  /** 100 for a percentage. */
  readonly scale: number;
}

/**
 * The counters behind a share of events such as `sum(rate(x{code=~"5.."}[1m])) / sum(rate(x[1m]))`.
 *
 * - `increase`, `irate`, no function, any `sum by (…)`, factors such as `* 100`, and a numerator of
 *   `(… or vector(0))` or `(… or 0 * …)` are understood.
 * - `undefined` for anything else: a histogram's mean, windows that differ, `offset`, `@`.
 */
export function findRatio(expr: Expr): Ratio | undefined {
  const division = findDivision(expr);
  if (division === undefined || division.numerator.window !== division.denominator.window) return undefined;
  const { numerator, denominator } = division;
  const metric = metricOf(numerator.selector);
  if (metric === undefined || metric.endsWith("_sum") || metric.endsWith("_bucket")) return undefined;
  return {
    numerator: numerator.selector,
    denominator: denominator.selector,
    window: numerator.window,
    scale: division.scale,
  };
}
