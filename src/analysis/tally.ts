import type { Instant, Interval } from "../core/time.ts";
import type { Counter } from "./counter.ts";
import { firstAt } from "./first-at.ts";

/** What several counters counted together, ready to be asked for any interval. */
export interface Tally {
  /** Ascending. */
  readonly times: Float64Array;
  /** `total[i]` is the growth at all times before `times[i]`; one longer than `times`. */
  readonly total: Float64Array;
}

/** The sum of the counters' growth over time. */
export function tallyOf(counters: readonly Counter[]): Tally {
  const growth = new Map<Instant, number>();
  for (const counter of counters) {
    counter.times.forEach((at, index) => growth.set(at, (growth.get(at) ?? 0) + (counter.growth[index] ?? 0)));
  }
  return accumulate(growth);
}

/** What `increase()` cannot see: the first values of the counters that began at 0 within the record. */
export function unseenTally(counters: readonly Counter[]): Tally {
  const growth = new Map<Instant, number>();
  for (const { birth } of counters) {
    if (birth?.kind === "zero") growth.set(birth.at, (growth.get(birth.at) ?? 0) + birth.value);
  }
  return accumulate(growth);
}

/** The growth at the samples taken within the half-open interval. Parts of an interval add up to the whole. */
export function growthIn(tally: Tally, interval: Interval): number {
  const from = tally.total[firstAt(tally.times, interval.start)] ?? 0;
  const to = tally.total[firstAt(tally.times, interval.end)] ?? 0;
  return Math.max(0, to - from);
}

function accumulate(growth: ReadonlyMap<Instant, number>): Tally {
  const times = Float64Array.from(growth.keys()).sort();
  const total = new Float64Array(times.length + 1);
  times.forEach((at, index) => total[index + 1] = (total[index] ?? 0) + (growth.get(at) ?? 0));
  return { times, total };
}
