import type { Duration } from "../../core/time.ts";
import type { Column } from "./column.ts";
import type { Samples } from "./samples.ts";
import type { Windows } from "./windows.ts";

/** What a function over windows knows besides the samples. */
export interface RangeCall {
  /** The length of a window, ms. */
  readonly range: Duration;
  /** Where each step's window ends, ms. */
  readonly ends: Float64Array;
  /** When each step is evaluated, ms. */
  readonly times: Float64Array;
  /** The other arguments, one value a step. */
  readonly scalars: readonly Float64Array[];
  /** Throws `QueryError` when the evaluation has run out of time; `work` is how many samples come next. */
  check(work: number): void;
}

/** Fills a column with the function's values over the windows of one series; one pass over its samples. */
export type RangeKernel = (samples: Samples, windows: Windows, column: Column, call: RangeCall) => void;

/** A kernel that looks at each window by itself, where that holds at least `least` samples. */
export function perWindow(
  least: number,
  value: (samples: Samples, from: number, to: number, step: number, call: RangeCall) => number,
): RangeKernel {
  return (samples, { from, to }, { values, present }, call) => {
    for (let step = 0; step < present.length; step++) {
      const low = from[step] as number;
      const high = to[step] as number;
      if (high - low < least) continue;
      call.check(high - low);
      values[step] = value(samples, low, high, step, call);
      present[step] = 1;
    }
  };
}

/** A length in seconds as Prometheus works it out: whole seconds and the rest apart. */
export function secondsOf(range: Duration): number {
  return Math.trunc(range / 1_000) + (range % 1_000) * 1e6 / 1e9;
}
