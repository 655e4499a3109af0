import { QueryError } from "./query-error.ts";
import { perWindow, type RangeKernel } from "./range-kernel.ts";

/**
 * `double_exponential_smoothing` by a smoothing and a trend factor, each between 0 and 1, both left out.
 * Source: Holt's linear method as Prometheus has it.
 */
export const doubleExponentialSmoothing: RangeKernel = (samples, windows, column, call) => {
  const smooth = perWindow(2, ({ values }, from, to, step) => {
    const smoothing = call.scalars[0]?.[step] ?? NaN;
    const trend = call.scalars[1]?.[step] ?? NaN;
    let before = 0;
    let level = values[from] as number;
    let slope = (values[from + 1] as number) - level;
    for (let index = from + 1; index < to; index++) {
      if (index > from + 1) slope = trend * (level - before) + (1 - trend) * slope;
      const next = smoothing * (values[index] as number) + (1 - smoothing) * (level + slope);
      before = level;
      level = next;
    }
    return level;
  });
  windows.to.forEach((to, step) => {
    if (to > (windows.from[step] as number)) refuseFactors(step, call.scalars);
  });
  smooth(samples, windows, column, call);
};

function refuseFactors(step: number, [smoothing, trend]: readonly Float64Array[]): void {
  const [sf, tf] = [smoothing?.[step] ?? NaN, trend?.[step] ?? NaN];
  if (sf <= 0 || sf >= 1) {
    throw new QueryError("execution", `invalid smoothing factor. Expected: 0 < sf < 1, got: ${sf.toFixed(6)}`);
  }
  if (tf <= 0 || tf >= 1) {
    throw new QueryError("execution", `invalid trend factor. Expected: 0 < tf < 1, got: ${tf.toFixed(6)}`);
  }
}
