import { contains, type Interval } from "../core/time.ts";
import type { Counter } from "./counter.ts";

/** The doubts about series that came with a target which was not there before, or with other labels than they had. */
export function unknownBirths(metric: string, counters: readonly Counter[]): string[] {
  const unknown = counters.filter(({ birth }) => birth?.kind === "unknown");
  const renamed = unknown.filter(({ birth }) => birth?.isRenamed);
  const late = unknown.filter(({ birth }) => !birth?.isRenamed);
  return [
    ...late.length === 0 ? [] : [
      `${instancesOf(late)} was first scraped in the middle of the session: what ${metric} had counted there before ` +
      `is not known, and is left out`,
    ],
    ...renamed.length === 0 ? [] : [
      `A series of ${metric} at ${
        instancesOf(renamed)
      } began as another ended that had counted no more: it may be the ` +
      "same with other labels, so what it began with is left out",
    ],
  ];
}

/** What counters whose past is not known had counted when they were first seen, of those first seen in the interval. */
export function unknownIn(counters: readonly Counter[], interval: Interval): number {
  return counters.reduce(
    (sum, { birth }) => birth?.kind === "unknown" && contains(interval, birth.at) ? sum + birth.value : sum,
    0,
  );
}

/** What `increase()` cannot see: the first values of the counters that began at 0 within the interval. */
export function unseenIn(counters: readonly Counter[], interval: Interval): number {
  return counters.reduce(
    (sum, { birth }) => birth?.kind === "zero" && contains(interval, birth.at) ? sum + birth.value : sum,
    0,
  );
}

function instancesOf(counters: readonly Counter[]): string {
  return [...new Set(counters.map(({ labels }) => labels.instance ?? "an unnamed instance"))].join(", ");
}
