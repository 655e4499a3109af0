import { bestKernel } from "./best-over-time.ts";
import { anchoredCountKernel, extendedRateKernel } from "./extended-rate.ts";
import type { Rules } from "./options.ts";
import {
  averageOverTime,
  countingKernel,
  countOverTime,
  firstOverTime,
  isChange,
  isReset,
  lastOverTime,
  medianDeviationOverTime,
  presentOverTime,
  quantileOverTime,
  sumOverTime,
  timeOfFirst,
  timeOfLast,
  varianceKernel,
} from "./over-time.ts";
import type { RangeKernel } from "./range-kernel.ts";
import { instantRateKernel, type RateForm, rateKernel } from "./rate.ts";
import { derivative, prediction } from "./regression.ts";
import { doubleExponentialSmoothing } from "./smoothing.ts";

const kernels: Readonly<Record<string, RangeKernel>> = {
  absent_over_time: presentOverTime,
  avg_over_time: averageOverTime,
  changes: countingKernel(isChange),
  count_over_time: countOverTime,
  deriv: derivative,
  double_exponential_smoothing: doubleExponentialSmoothing,
  first_over_time: firstOverTime,
  holt_winters: doubleExponentialSmoothing,
  idelta: instantRateKernel({ isCounter: false, isRate: false }),
  irate: instantRateKernel({ isCounter: true, isRate: true }),
  last_over_time: lastOverTime,
  mad_over_time: medianDeviationOverTime,
  max_over_time: bestKernel((value, best) => value > best, "value"),
  min_over_time: bestKernel((value, best) => value < best, "value"),
  predict_linear: prediction,
  present_over_time: presentOverTime,
  quantile_over_time: quantileOverTime,
  resets: countingKernel(isReset),
  stddev_over_time: varianceKernel(Math.sqrt),
  stdvar_over_time: varianceKernel((variance) => variance),
  sum_over_time: sumOverTime,
  ts_of_first_over_time: timeOfFirst,
  ts_of_last_over_time: timeOfLast,
  ts_of_max_over_time: bestKernel((value, best) => value >= best, "time"),
  ts_of_min_over_time: bestKernel((value, best) => value <= best, "time"),
};

const rates: Readonly<Record<string, RateForm>> = {
  delta: { isCounter: false, isRate: false },
  increase: { isCounter: true, isRate: false },
  rate: { isCounter: true, isRate: true },
};

/** The kernel of a function over range vectors; `undefined` for a function of another kind. */
export function findRangeKernel(
  name: string,
  extension: "anchored" | "smoothed" | undefined,
  rules: Rules,
): RangeKernel | undefined {
  const rate = rates[name];
  if (rate !== undefined) {
    return extension === undefined ? rateKernel(rate, rules) : extendedRateKernel(rate, extension === "smoothed");
  }
  if (extension === "anchored" && name === "changes") return anchoredCountKernel(isChange);
  if (extension === "anchored" && name === "resets") return anchoredCountKernel(isReset);
  return Object.hasOwn(kernels, name) ? kernels[name] : undefined;
}
