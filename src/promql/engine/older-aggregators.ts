import { type Aggregator, folded, variance, withState } from "./aggregators.ts";

interface OlderMean {
  count: number;
  mean: number;
}

/** Takes in a value as Prometheus 2 did: share by share, and an infinite mean stays unless another infinity or NaN comes. */
function takeIn(state: OlderMean, value: number): void {
  state.count += 1;
  const isInfinite = state.mean === Infinity || state.mean === -Infinity;
  if (isInfinite && (value === state.mean || Number.isFinite(value))) return;
  state.mean += value / state.count - state.mean / state.count;
}

/** The aggregators by the rules of 2: sums without compensation, and one value deviates by 0 whatever it is. */
export const olderAggregators: Readonly<Record<string, Aggregator>> = {
  sum: folded(({ values }, step, value) => {
    values[step] = value;
  }, ({ values }, step, value) => {
    values[step] = (values[step] as number) + value;
  }),
  avg: withState<OlderMean>((value) => ({ count: 1, mean: value }), takeIn, ({ mean }) => mean),
  stddev: variance(Math.sqrt, 2),
  stdvar: variance((value) => value, 2),
};
