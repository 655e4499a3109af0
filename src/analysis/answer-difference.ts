import { type Labels, labelsKey } from "../core/labels.ts";
import type { AnswerSeries } from "../core/session.ts";
import type { Instant, Interval } from "../core/time.ts";
import type { Difference } from "./truth.ts";

/** Values that differ by no more than this share of the larger are the same. */
const tolerance = 1e-9;

/** Two answers to a query point by point. */
export interface Comparison {
  /** Points that one of the two has. */
  readonly points: number;
  /** Those that are not the same in both, in the order of time. */
  readonly differences: readonly Difference[];
  /** The largest relative difference where both have a value; `undefined` where there is no such point. */
  readonly largest: number | undefined;
}

/** Compares two answers over an interval, its end included: the series by their labels, their points by their instants. */
export function compareAnswers(
  prometheus: readonly AnswerSeries[],
  archive: readonly AnswerSeries[],
  interval: Interval,
): Comparison {
  const sides = [prometheus, archive].map((series) =>
    new Map(series.map((each) => [labelsKey(each.labels), { labels: each.labels, values: valuesIn(each, interval) }]))
  );
  const [theirs, ours] = [sides[0] ?? new Map(), sides[1] ?? new Map()];
  let points = 0;
  let largest: number | undefined;
  const differences: Difference[] = [];
  for (const key of new Set([...theirs.keys(), ...ours.keys()])) {
    const [a, b] = [theirs.get(key), ours.get(key)];
    const labels: Labels = a?.labels ?? b?.labels ?? {};
    for (const at of new Set<Instant>([...a?.values.keys() ?? [], ...b?.values.keys() ?? []])) {
      points += 1;
      const [mine, other] = [b?.values.get(at), a?.values.get(at)];
      const relative = mine === undefined || other === undefined ? undefined : relativeDifference(mine, other);
      if (relative !== undefined) largest = Math.max(largest ?? 0, relative);
      if (relative === undefined || relative > tolerance) {
        differences.push({ at, labels, prometheus: other, archive: mine });
      }
    }
  }
  return { points, largest, differences: differences.sort((a, b) => a.at - b.at) };
}

function valuesIn({ times, values }: AnswerSeries, { start, end }: Interval): Map<Instant, number> {
  return new Map(times.flatMap((time, index) => {
    const at = Math.round(time);
    return at < start || at > end ? [] : [[at, values[index] ?? NaN] as const];
  }));
}

/** The difference as a share of the larger value; 0 for equal ones, NaN and NaN among them. */
function relativeDifference(a: number, b: number): number {
  if (a === b || Number.isNaN(a) && Number.isNaN(b)) return 0;
  const share = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isFinite(share) ? share : Infinity;
}
