import type { Instant } from "../../core/time.ts";
import { interpolate } from "./interpolate.ts";
import { perWindow, type RangeKernel, secondsOf } from "./range-kernel.ts";
import type { RateForm } from "./rate.ts";
import type { Samples } from "./samples.ts";

/** The bounds of a window among samples that reach beyond it, `last` included; `undefined` where all lie before it. */
interface Inside {
  readonly first: number;
  readonly last: number;
}

/**
 * The samples that an extended window uses: from the last one at or before its start; when `smoothed` to the first one at
 * or after its end.
 */
export function findInside(
  times: Float64Array,
  from: number,
  to: number,
  start: Instant,
  end: Instant,
  smoothed: boolean,
): Inside | undefined {
  const first = Math.max(from, firstAfter(times, start, from, to - 1) - 1);
  const last = smoothed ? firstAfter(times, end, from, to - 1, true) : to - 1;
  return (times[last] as number) <= start ? undefined : { first, last };
}

/** The index of the first sample later than an instant (or at it), within bounds; the upper one when none is. */
function firstAfter(times: Float64Array, at: Instant, from: number, to: number, orAt = false): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    const time = times[middle] as number;
    if (time > at || (orAt && time === at)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The values at the edges of an extended window: of the samples there, or when `smoothed` on the line across the edge. */
export function edgesOf(
  { times, values }: Pick<Samples, "times" | "values">,
  { first, last }: Inside,
  start: Instant,
  end: Instant,
  smoothed: boolean,
  isCounter: boolean,
): { left: number; right: number } {
  return {
    left: smoothed && (times[first] as number) < start && first < last
      ? interpolate(times, values, first, first + 1, start, isCounter)
      : values[first] as number,
    right: smoothed && last > first && (times[last] as number) > end
      ? interpolate(times, values, last - 1, last, end, isCounter)
      : values[last] as number,
  };
}

/** `rate`, `increase` and `delta` of an `anchored` or `smoothed` range: from edge to edge, nothing extrapolated. */
export function extendedRateKernel({ isCounter, isRate }: RateForm, smoothed: boolean): RangeKernel {
  return (samples, { from, to }, column, call) => {
    const { times, values } = samples;
    for (let step = 0; step < from.length; step++) {
      const [low, high] = [from[step] as number, to[step] as number];
      const end = call.ends[step] as number;
      const start = end - call.range;
      const inside = high > low ? findInside(times, low, high, start, end, smoothed) : undefined;
      if (inside === undefined) continue;
      call.check(high - low);
      const { left, right } = edgesOf(samples, inside, start, end, smoothed, isCounter);
      let result = right - left;
      if (isCounter) {
        const first = (times[inside.first] as number) <= start ? inside.first + 1 : inside.first;
        const last = (times[inside.last] as number) >= end ? inside.last - 1 : inside.last;
        result += fallsBetween(values, first, last, left, right);
      }
      column.values[step] = isRate ? result / secondsOf(call.range) : result;
      column.present[step] = 1;
    }
  };
}

/** What a counter lost in its falls from `left` over the samples to `right`. */
function fallsBetween(values: Float64Array, first: number, last: number, left: number, right: number): number {
  let lost = 0;
  let before = left;
  for (let index = first; index <= last; index++) {
    const value = values[index] as number;
    if (value < before) lost += before;
    before = value;
  }
  return right < before ? lost + before : lost;
}

/** A kernel that counts steps between neighbours over an `anchored` range. */
export function anchoredCountKernel(counts: (before: number, value: number) => boolean): RangeKernel {
  return (samples, windows, column, call) => {
    perWindow(1, ({ values }, from, to) => {
      let count = 0;
      for (let index = from + 1; index < to; index++) {
        if (counts(values[index - 1] as number, values[index] as number)) count++;
      }
      return count;
    })(samples, anchoredWindows(samples, windows, call.ends, call.range), column, call);
  };
}

function anchoredWindows(
  { times }: Samples,
  windows: { from: Int32Array; to: Int32Array },
  ends: Float64Array,
  range: number,
) {
  const from = windows.from.map((low, step) => {
    const high = windows.to[step] as number;
    const end = ends[step] as number;
    return high > low ? findInside(times, low, high, end - range, end, false)?.first ?? high : high;
  });
  return { from, to: windows.to };
}
