import type { Instant } from "../core/time.ts";
import type { MatrixSeries } from "../promql/engine/query-value.ts";

/** A series of a range answer as a line of its chart. */
export interface AnswerLine extends MatrixSeries {
  readonly name: string;
}

/** The value of a line at an instant of its range; `undefined` where it has none. */
export function valueAt({ times, values }: MatrixSeries, at: Instant): number | undefined {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return times[low] === at ? values[low] : undefined;
}

/** The lowest and the highest finite value; `undefined` where there is none. */
export function extremesOf({ values }: Pick<MatrixSeries, "values">): readonly [low: number, high: number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}
