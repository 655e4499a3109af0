import { addTo, type KahanSum } from "./kahan.ts";

/** A mean under way: a compensated sum, or where that would overflow, the mean so far with its compensation. */
export interface RunningMean extends KahanSum {
  count: number;
  isIncremental: boolean;
}

/** The mean of one value. */
export function startMean(value: number): RunningMean {
  return { sum: value, compensation: 0, count: 1, isIncremental: false };
}

/** Takes in a further value, in place. */
export function takeInMean(mean: RunningMean, value: number): void {
  mean.count += 1;
  if (!mean.isIncremental) {
    const { sum, compensation } = mean;
    addTo(mean, value);
    if (mean.sum !== Infinity && mean.sum !== -Infinity) return;
    mean.isIncremental = true;
    mean.sum = sum / (mean.count - 1);
    mean.compensation = compensation / (mean.count - 1);
  }
  const share = (mean.count - 1) / mean.count;
  mean.sum *= share;
  mean.compensation *= share;
  addTo(mean, value / mean.count);
}

/** The mean of the values taken in. */
export function meanOf({ sum, compensation, count, isIncremental }: RunningMean): number {
  return isIncremental ? sum + compensation : sum / count + compensation / count;
}
