import type { Instant } from "../../core/time.ts";
import { interpolate } from "./interpolate.ts";
import { perWindow, type RangeCall, type RangeKernel, secondsOf } from "./range-kernel.ts";
import type { RateForm } from "./rate.ts";
import type { Samples } from "./samples.ts";
import type { Windows } from "./windows.ts";

/** An `anchored` or `smoothed` window, ms. */
export interface ExtendedWindow {
  readonly start: Instant;
  readonly end: Instant;
  readonly smoothed: boolean;
}

/** Which samples count, `last` included. */
interface Bounds {
  readonly first: number;
  readonly last: number;
}

/**
 * Which of the samples within bounds a window uses: from the last one at or before its start; when `smoothed` to the first
 * one at or after its end. `undefined` where all lie before it.
 */
export function findInside(times: Float64Array, within: Bounds, window: ExtendedWindow): Bounds | undefined {
  const { start, end, smoothed } = window;
  const first = Math.max(within.first, firstWhere(within, (index) => (times[index] as number) > start) - 1);
  const last = smoothed ? firstWhere(within, (index) => (times[index] as number) >= end) : within.last;
  return (times[last] as number) <= start ? undefined : { first, last };
}

/** The first index within bounds from which on something holds; the last one when it never does. */
function firstWhere({ first, last }: Bounds, holds: (index: number) => boolean): number {
  let [low, high] = [first, last];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Those of the samples used that lie between the window's edges, both left out. */
export function between(times: Float64Array, { first, last }: Bounds, { start, end }: ExtendedWindow): Bounds {
  return {
    first: (times[first] as number) <= start ? first + 1 : first,
    last: (times[last] as number) >= end ? last - 1 : last,
  };
}

/** The values at the edges of a window: of the samples there, or when `smoothed` on the line across the edge. */
export function edgesOf(
  samples: Pick<Samples, "times" | "values">,
  { first, last }: Bounds,
  { start, end, smoothed }: ExtendedWindow,
  isCounter = false,
): { left: number; right: number } {
  const { times, values } = samples;
  const isCrossed = smoothed && first < last;
  return {
    left: isCrossed && (times[first] as number) < start
      ? interpolate(samples, first, start, isCounter)
      : values[first] as number,
    right: isCrossed && (times[last] as number) > end
      ? interpolate(samples, last - 1, end, isCounter)
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
      const window = { start: end - call.range, end, smoothed };
      const used = high > low ? findInside(times, { first: low, last: high - 1 }, window) : undefined;
      if (used === undefined) continue;
      call.check(high - low);
      const { left, right } = edgesOf(samples, used, window, isCounter);
      let result = right - left;
      if (isCounter) result += lossOf(left, values, between(times, used, window), right);
      column.values[step] = isRate ? result / secondsOf(call.range) : result;
      column.present[step] = 1;
    }
  };
}

/** What a counter lost in its falls from `left` over the samples to `right`. */
function lossOf(left: number, values: Float64Array, { first, last }: Bounds, right: number): number {
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
    })(samples, anchoredWindows(samples, windows, call), column, call);
  };
}

/** The windows that begin at the last sample at or before their start; empty where all samples lie before it. */
function anchoredWindows({ times }: Samples, { from, to }: Windows, { ends, range }: RangeCall): Windows {
  const begin = from.map((low, step) => {
    const high = to[step] as number;
    if (high === low) return high;
    const end = ends[step] as number;
    const window = { start: end - range, end, smoothed: false };
    return findInside(times, { first: low, last: high - 1 }, window)?.first ?? high;
  });
  return { from: begin, to };
}
