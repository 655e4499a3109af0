import type { Duration } from "../../core/time.ts";

/** For each step the samples of its window: indices `from` up to, not including, `to`; equal where it holds none. */
export interface Windows {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * The windows that end at each of `ends` (ascending, ms) and reach back over `range`.
 *
 * - They leave out a sample at their left edge, unless `closed`; one at the right edge belongs to them.
 */
export function slideWindows(times: Float64Array, ends: Float64Array, range: Duration, closed: boolean): Windows {
  const count = ends.length;
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const length = times.length;
  let low = 0;
  let high = 0;
  for (let step = 0; step < count; step++) {
    const end = ends[step] as number;
    const start = end - range;
    while (high < length && (times[high] as number) <= end) high++;
    if (closed) { while (low < high && (times[low] as number) < start) low++; }
    else while (low < high && (times[low] as number) <= start) low++;
    from[step] = low;
    to[step] = high;
  }
  return { from, to };
}

/** The windows of series that share one array of times, slid once. */
export function windowCache(ends: Float64Array, range: Duration, closed: boolean): (times: Float64Array) => Windows {
  const known = new Map<Float64Array, Windows>();
  return (times) => {
    const found = known.get(times) ?? slideWindows(times, ends, range, closed);
    known.set(times, found);
    return found;
  };
}
