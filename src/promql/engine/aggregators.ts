import { type Column, emptyColumn } from "./column.ts";
import type { Group } from "./grouping.ts";
import { meanOf, type RunningMean, startMean, takeInMean } from "./mean.ts";
import type { Rules } from "./options.ts";
import { quantileOf } from "./quantile.ts";

/** Fills one column from those of a group; where none of them has a value it has none. */
export type Aggregator = (group: readonly Column[], result: Column) => void;

/** Runs over a group column by column: `first` for a step's first value, `next` for each further one. */
export function folded(
  first: (result: Column, step: number, value: number) => void,
  next: (result: Column, step: number, value: number) => void,
): Aggregator {
  return (group, result) => {
    for (const { values, present } of group) {
      for (let step = 0; step < values.length; step++) {
        if (present[step] !== 1) continue;
        if (result.present[step] === 1) next(result, step, values[step] as number);
        else {
          first(result, step, values[step] as number);
          result.present[step] = 1;
        }
      }
    }
  };
}

const start = ({ values }: Column, step: number, value: number) => {
  values[step] = value;
};
const startAtOne = ({ values }: Column, step: number) => {
  values[step] = 1;
};

/** A compensated sum as `addTo` makes it, its state in typed arrays for speed: most queries end in it. */
const sum: Aggregator = (group, { values: sums, present: seen }) => {
  const compensations = new Float64Array(sums.length);
  for (const { values, present } of group) {
    for (let step = 0; step < values.length; step++) {
      if (present[step] !== 1) continue;
      const value = values[step] as number;
      if (seen[step] !== 1) {
        sums[step] = value;
        seen[step] = 1;
        continue;
      }
      const before = sums[step] as number;
      const next = before + value;
      if (next === Infinity || next === -Infinity) compensations[step] = 0;
      else if (Math.abs(before) >= Math.abs(value)) {
        compensations[step] = (compensations[step] as number) + (before - next + value);
      } else compensations[step] = (compensations[step] as number) + (value - next + before);
      sums[step] = next;
    }
  }
  for (let step = 0; step < sums.length; step++) sums[step] = (sums[step] as number) + (compensations[step] as number);
};

/** A value for each step from the running state of that step. */
export function withState<State>(
  begin: (value: number) => State,
  take: (state: State, value: number) => void,
  finish: (state: State) => number,
): Aggregator {
  return (group, result) => {
    const states: (State | undefined)[] = new Array(result.values.length);
    for (const { values, present } of group) {
      for (let step = 0; step < values.length; step++) {
        if (present[step] !== 1) continue;
        const state = states[step];
        if (state === undefined) states[step] = begin(values[step] as number);
        else take(state, values[step] as number);
      }
    }
    states.forEach((state, step) => {
      if (state === undefined) return;
      result.values[step] = finish(state);
      result.present[step] = 1;
    });
  };
}

interface Spread {
  count: number;
  mean: number;
  squares: number;
}

/** Welford's method; of a first value that is not finite NaN, by the older rules 0. */
export function variance(finish: (variance: number) => number, rules: Rules = 3): Aggregator {
  return withState<Spread>(
    (value) => ({ count: 1, mean: value, squares: rules === 2 || Number.isFinite(value) ? 0 : NaN }),
    (state, value) => {
      state.count += 1;
      const delta = value - state.mean;
      state.mean += delta / state.count;
      state.squares += delta * (value - state.mean);
    },
    ({ count, squares }) => finish(squares / count),
  );
}

/** Aggregators without a parameter, by name. */
export const aggregators: Readonly<Record<string, Aggregator>> = {
  sum,
  avg: withState<RunningMean>(startMean, takeInMean, meanOf),
  count: folded(startAtOne, ({ values }, step) => {
    values[step] = (values[step] as number) + 1;
  }),
  group: folded(startAtOne, () => {}),
  max: folded(start, ({ values }, step, value) => {
    const best = values[step] as number;
    if (best < value || Number.isNaN(best)) values[step] = value;
  }),
  min: folded(start, ({ values }, step, value) => {
    const best = values[step] as number;
    if (best > value || Number.isNaN(best)) values[step] = value;
  }),
  stddev: variance(Math.sqrt),
  stdvar: variance((value) => value),
};

/** `quantile(q, v)`. */
export function quantileAggregator(q: Float64Array): Aggregator {
  return (group, result) => {
    const values = new Float64Array(group.length);
    for (let step = 0; step < result.values.length; step++) {
      let count = 0;
      for (const column of group) {
        if (column.present[step] === 1) values[count++] = column.values[step] as number;
      }
      if (count === 0) continue;
      result.values[step] = quantileOf(values.subarray(0, count), q[step] as number);
      result.present[step] = 1;
    }
  };
}

/** The one column that an aggregator makes of a group. */
export function aggregateGroup({ labels, columns }: Group, aggregator: Aggregator): Column {
  const count = columns[0]?.values.length ?? 0;
  const result = emptyColumn(labels, count, columns.some(({ dropName }) => dropName));
  aggregator(columns, result);
  return result;
}
