import type { Rules } from "./options.ts";
import { type RangeKernel, secondsOf } from "./range-kernel.ts";

/** Whether values are a counter's (they count from 0 after a fall) and whether the result is for each second. */
export interface RateForm {
  readonly isCounter: boolean;
  readonly isRate: boolean;
}

/**
 * `rate`, `increase` and `delta`: the change between the first and the last sample of a window, extrapolated.
 *
 * - At least two samples; to the window's edge where a sample lies within 1.1 mean distances of it, else half a distance.
 * - A counter is not extrapolated to before it was 0. Prometheus up to 2.50 asked for that point first.
 * - Source: `extrapolatedRate` of Prometheus.
 */
export function rateKernel({ isCounter, isRate }: RateForm, rules: Rules): RangeKernel {
  return ({ times, values }, { from, to }, column, { range, ends }) => {
    const resets = isCounter ? findResets(values) : [];
    const perSecond = isRate ? secondsOf(range) : 1;
    let reset = 0;
    for (let step = 0; step < from.length; step++) {
      const first = from[step] as number;
      const last = (to[step] as number) - 1;
      if (last <= first) continue;
      const firstValue = values[first] as number;
      let result = (values[last] as number) - firstValue;
      while (reset < resets.length && (resets[reset] as number) <= first) reset++;
      for (let next = reset; next < resets.length && (resets[next] as number) <= last; next++) {
        result += values[(resets[next] as number) - 1] as number;
      }
      const firstTime = times[first] as number;
      const lastTime = times[last] as number;
      const end = ends[step] as number;
      let toStart = (firstTime - (end - range)) / 1_000;
      let toEnd = (end - lastTime) / 1_000;
      const sampled = (lastTime - firstTime) / 1_000;
      const mean = sampled / (last - first);
      const threshold = mean * 1.1;
      const toZero = isCounter && result > 0 && firstValue >= 0 ? sampled * (firstValue / result) : Infinity;
      if (rules === 2 && toZero < toStart) toStart = toZero;
      if (toStart >= threshold) toStart = mean / 2;
      if (rules === 3 && toZero < toStart) toStart = toZero;
      if (toEnd >= threshold) toEnd = mean / 2;
      let factor = (sampled + toStart + toEnd) / sampled;
      if (isRate) factor /= perSecond;
      column.values[step] = result * factor;
      column.present[step] = 1;
    }
  };
}

/** The indices of samples that lie below the one before them. */
function findResets(values: Float64Array): number[] {
  const resets: number[] = [];
  for (let index = 1; index < values.length; index++) {
    if ((values[index] as number) < (values[index - 1] as number)) resets.push(index);
  }
  return resets;
}

/** `irate` and `idelta`: the change between the last two samples of a window, for each second or as it is. */
export function instantRateKernel({ isCounter, isRate }: RateForm): RangeKernel {
  return ({ times, values }, { from, to }, column) => {
    for (let step = 0; step < from.length; step++) {
      const last = (to[step] as number) - 1;
      if (last <= (from[step] as number)) continue;
      const elapsed = (times[last] as number) - (times[last - 1] as number);
      if (elapsed === 0) continue;
      const value = values[last] as number;
      const before = values[last - 1] as number;
      const change = isCounter && value < before ? value : value - before;
      column.values[step] = isRate ? change / (elapsed / 1_000) : change;
      column.present[step] = 1;
    }
  };
}
