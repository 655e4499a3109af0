import type { Instant } from "../core/time.ts";
import type { MatrixSeries } from "../promql/engine/query-value.ts";

/** The values of a series in figures; all but `points` are of those that are no NaN, `undefined` where there is none. */
export interface SeriesSummary {
  readonly points: number;
  /** How many of them are NaN. */
  readonly nans: number;
  /** The newest value, NaN included, and when it was. */
  readonly last: number | undefined;
  readonly lastAt: Instant | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly mean: number | undefined;
}

/** The figures of a series. */
export function summariseSeries({ times, values }: MatrixSeries): SeriesSummary {
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const figures = count === 0 ? { min: undefined, max: undefined, mean: undefined } : { min, max, mean: sum / count };
  return { points: values.length, nans: values.length - count, last: values.at(-1), lastAt: times.at(-1), ...figures };
}
