import { exactSums } from "./exact-sums.ts";
import { addTo, type KahanSum } from "./kahan.ts";
import { meanOf, startMean, takeInMean } from "./mean.ts";
import { quantileOf } from "./quantile.ts";
import { perWindow, type RangeKernel } from "./range-kernel.ts";
import type { Samples } from "./samples.ts";

/** `sum_over_time`: of whole numbers in one pass for all windows, of others compensated for each. */
export const sumOverTime: RangeKernel = (samples, windows, column, call) => {
  const sums = exactSums(samples.values);
  const sum = sums === undefined
    ? compensatedSum
    : (_: Samples, from: number, to: number) => (sums[to] as number) - (sums[from] as number);
  perWindow(1, sum)(samples, windows, column, call);
};

function compensatedSum({ values }: Samples, from: number, to: number): number {
  const total: KahanSum = { sum: 0, compensation: 0 };
  for (let index = from; index < to; index++) addTo(total, values[index] as number);
  return Number.isFinite(total.sum) || Number.isNaN(total.sum) ? total.sum + total.compensation : total.sum;
}

/** `avg_over_time`, likewise. */
export const averageOverTime: RangeKernel = (samples, windows, column, call) => {
  const sums = exactSums(samples.values);
  const mean = sums === undefined
    ? compensatedMean
    : (_: Samples, from: number, to: number) => ((sums[to] as number) - (sums[from] as number)) / (to - from);
  perWindow(1, mean)(samples, windows, column, call);
};

function compensatedMean({ values }: Samples, from: number, to: number): number {
  const mean = startMean(values[from] as number);
  for (let index = from + 1; index < to; index++) takeInMean(mean, values[index] as number);
  return meanOf(mean);
}

/** `count_over_time`. */
export const countOverTime: RangeKernel = perWindow(1, (_, from, to) => to - from);

/** `present_over_time`: 1 where a window holds a sample. `absent_over_time` is made of it. */
export const presentOverTime: RangeKernel = perWindow(1, () => 1);

/** `first_over_time`: the oldest sample of a window. */
export const firstOverTime: RangeKernel = perWindow(1, ({ values }, from) => values[from] as number);

/** `last_over_time`: the newest sample of a window. */
export const lastOverTime: RangeKernel = perWindow(1, ({ values }, _, to) => values[to - 1] as number);

/** `changes` and `resets`: how many samples of a window relate so to the one before them; counted once for all windows. */
export function countingKernel(counts: (before: number, value: number) => boolean): RangeKernel {
  return (samples, windows, column, call) => {
    const { values } = samples;
    const before = new Int32Array(values.length);
    for (let index = 1; index < values.length; index++) {
      const counted = counts(values[index - 1] as number, values[index] as number) ? 1 : 0;
      before[index] = (before[index - 1] as number) + counted;
    }
    perWindow(1, (_, from, to) => (before[to - 1] as number) - (before[from] as number))(
      samples,
      windows,
      column,
      call,
    );
  };
}

/** Whether a counter fell. */
export const isReset = (before: number, value: number): boolean => value < before;

/** Whether a value is another; NaN does not differ from NaN. */
export const isChange = (before: number, value: number): boolean =>
  value !== before && !(Number.isNaN(value) && Number.isNaN(before));

/** `ts_of_first_over_time`: when the first sample of a window was taken, in seconds. */
export const timeOfFirst: RangeKernel = perWindow(1, ({ times }, from) => (times[from] as number) / 1_000);

/** `ts_of_last_over_time`: when the last one was. */
export const timeOfLast: RangeKernel = perWindow(1, ({ times }, _, to) => (times[to - 1] as number) / 1_000);

/** `stdvar_over_time` by Welford's method with compensated sums; `finish` makes of it what is asked. */
export function varianceKernel(finish: (variance: number) => number): RangeKernel {
  return perWindow(1, ({ values }, from, to) => {
    const centre: KahanSum = { sum: 0, compensation: 0 };
    const spread: KahanSum = { sum: 0, compensation: 0 };
    for (let index = from; index < to; index++) {
      const value = values[index] as number;
      const delta = value - (centre.sum + centre.compensation);
      addTo(centre, delta / (index - from + 1));
      addTo(spread, delta * (value - (centre.sum + centre.compensation)));
    }
    return finish((spread.sum + spread.compensation) / (to - from));
  });
}

/** `quantile_over_time`; its first argument is the quantile. */
export const quantileOverTime: RangeKernel = perWindow(
  1,
  ({ values }, from, to, step, { scalars }) => quantileOf(values.slice(from, to), scalars[0]?.[step] ?? NaN),
);

/** `mad_over_time`: the median distance from the median; NaN where a value is. */
export const medianDeviationOverTime: RangeKernel = perWindow(1, ({ values }, from, to) => {
  const window = values.slice(from, to);
  if (window.some(Number.isNaN)) return NaN;
  const median = quantileOf(window, 0.5);
  return quantileOf(window.map((value) => Math.abs(value - median)), 0.5);
});
