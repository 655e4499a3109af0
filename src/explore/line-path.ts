import type { Duration, Instant } from "../core/time.ts";
import type { MatrixSeries } from "../promql/engine/query-value.ts";

/** Where instants and values lie in a plot, px, and the steps of the range. */
export interface PathScales {
  xOf(at: Instant): number;
  yOf(value: number): number;
  readonly step: Duration;
  readonly end: Instant;
}

/**
 * The path of a series, each value held for one step: what was not measured is a gap, and so is what is no finite number.
 *
 * - Thinned to the pixels: of the values in one column the first, the lowest, the highest and the last are drawn.
 * - In tenths of a px, relative; "" where nothing can be seen.
 */
export function linePath({ times, values }: MatrixSeries, { xOf, yOf, step, end }: PathScales): string {
  let path = "";
  // Where the pen is, in tenths of a px; `run` is what it still has to go to the right.
  let [x, y, run, isDown] = [0, 0, 0, false];
  const down = (to: number) => {
    if (to === y) return;
    if (run !== 0) path += `h${run / 10}`;
    path += `v${(to - y) / 10}`;
    [run, y] = [0, to];
  };
  const right = (to: number) => {
    run += to - x;
    x = to;
  };
  for (let index = 0; index < times.length;) {
    const at = times[index] ?? 0;
    const column = Math.floor(xOf(at));
    let [first, low, high, last] = [NaN, Infinity, -Infinity, NaN];
    let until = at;
    // The values of one column that follow one another without a gap.
    for (; index < times.length; index += 1) {
      const time = times[index] ?? 0;
      const value = values[index] ?? NaN;
      if (time - until > step * 0.5 || !Number.isFinite(value) || Math.floor(xOf(time)) !== column) break;
      const place = Math.round(yOf(value) * 10);
      if (Number.isNaN(first)) first = place;
      low = Math.min(low, place);
      high = Math.max(high, place);
      last = place;
      until = time + step;
    }
    if (Number.isNaN(first)) {
      index += 1;
      isDown = false;
      continue;
    }
    const left = Math.round(xOf(at) * 10);
    if (isDown) {
      right(left);
      down(first);
    } else {
      if (run !== 0) path += `h${run / 10}`;
      path += `M${left / 10},${first / 10}`;
      [x, y, run] = [left, first, 0];
    }
    if (low < Math.min(first, last)) down(low);
    if (high > Math.max(first, last)) down(high);
    down(last);
    const next = times[index];
    isDown = next !== undefined && next - until <= step * 0.5 && Number.isFinite(values[index]);
    if (!isDown) right(Math.round(xOf(Math.min(until, end)) * 10));
  }
  if (run !== 0) path += `h${run / 10}`;
  return /[hv]/.test(path) ? path : "";
}
