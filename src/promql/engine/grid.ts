import type { Duration, Instant } from "../../core/time.ts";

/** The instants at which an expression is evaluated: `start + index · step`, `count` of them; ms. */
export interface Grid {
  readonly start: Instant;
  readonly step: Duration;
  readonly count: number;
}

/** The grid from `start` to `end`, both included where the step reaches them; empty when `end` is before `start`. */
export function gridBetween(start: Instant, end: Instant, step: Duration): Grid {
  return { start, step, count: end < start ? 0 : Math.floor((end - start) / step) + 1 };
}

/** Every instant of a grid. */
export function timesOf({ start, step, count }: Grid): Float64Array {
  const times = new Float64Array(count);
  for (let index = 0; index < count; index++) times[index] = start + index * step;
  return times;
}
