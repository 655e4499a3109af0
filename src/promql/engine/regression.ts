import type { Instant } from "../../core/time.ts";
import { addTo, type KahanSum } from "./kahan.ts";
import { perWindow, type RangeKernel } from "./range-kernel.ts";
import type { Samples } from "./samples.ts";

/**
 * The line through samples by least squares: its slope for each second, and its value at `origin`.
 *
 * - Values that are all equal give that value and no slope; infinite ones NaN.
 * - Source: `linearRegression` of Prometheus.
 */
function lineThrough({ times, values }: Samples, from: number, to: number, origin: Instant) {
  const [sumX, sumY, sumXY, sumX2] = [zero(), zero(), zero(), zero()];
  const first = values[from] as number;
  let isConstant = true;
  for (let index = from; index < to; index++) {
    const y = values[index] as number;
    if (index > from && y !== first) isConstant = false;
    const x = ((times[index] as number) - origin) / 1e3;
    addTo(sumX, x);
    addTo(sumY, y);
    addTo(sumXY, x * y);
    addTo(sumX2, x * x);
  }
  if (isConstant) {
    return first === Infinity || first === -Infinity ? { slope: NaN, intercept: NaN } : { slope: 0, intercept: first };
  }
  const count = to - from;
  const [x, y, xy, x2] = [totalOf(sumX), totalOf(sumY), totalOf(sumXY), totalOf(sumX2)];
  const slope = (xy - x * y / count) / (x2 - x * x / count);
  return { slope, intercept: y / count - slope * x / count };
}

function zero(): KahanSum {
  return { sum: 0, compensation: 0 };
}

function totalOf({ sum, compensation }: KahanSum): number {
  return sum + compensation;
}

/** `deriv`: the slope of the line through a window. */
export const derivative: RangeKernel = perWindow(
  2,
  (samples, from, to) => lineThrough(samples, from, to, samples.times[from] as number).slope,
);

/** `predict_linear`: where that line will be, seconds after the evaluation. */
export const prediction: RangeKernel = perWindow(2, (samples, from, to, step, { times, scalars }) => {
  const { slope, intercept } = lineThrough(samples, from, to, times[step] as number);
  return slope * (scalars[0]?.[step] ?? NaN) + intercept;
});
