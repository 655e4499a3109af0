import type { Labels } from "./labels.ts";

/**
 * The raw samples of one series, oldest first, exactly as Prometheus holds them.
 *
 * - `times` are ms since the epoch, strictly increasing as Prometheus gives them.
 * - `stale[i]` is 1 where sample `i` is a staleness marker (its value is NaN); `undefined` when the series has none.
 *   A NaN whose flag is 0 is an ordinary value.
 */
export interface Series {
  readonly labels: Labels;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly stale: Uint8Array | undefined;
}

/** Whether sample `index` is a staleness marker and not a value. */
export function isStale(series: Series, index: number): boolean {
  return series.stale?.[index] === 1;
}
