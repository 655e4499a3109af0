import { type Labels, labelsKey, targetKey } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import type { Instant } from "../core/time.ts";
import type { Target } from "./targets.ts";

/** Where series of one metric ended, for good or for a while, by `targetKey`. */
export type SeriesEnds = ReadonlyMap<
  string,
  readonly { readonly labels: Labels; readonly at: Instant; readonly value: number }[]
>;

/** No ends at all. */
export const noEnds: SeriesEnds = new Map();

/** The last samples before a staleness marker, and of the series that end before others of their target. */
export function findSeriesEnds(series: readonly Series[]): SeriesEnds {
  const ends = new Map<string, { labels: Labels; at: Instant; value: number }[]>();
  for (const [key, own] of Map.groupBy(series, ({ labels }) => targetKey(labels))) {
    const latest = own.reduce((last, { times }) => Math.max(last, times.at(-1) ?? last), -Infinity);
    const found: { labels: Labels; at: Instant; value: number }[] = [];
    for (const each of own) {
      each.times.forEach((at, index) => {
        if (isStale(each, index)) return;
        const isEnd = index + 1 === each.times.length ? at < latest : isStale(each, index + 1);
        if (isEnd) found.push({ labels: each.labels, at, value: each.values[index] ?? NaN });
      });
    }
    if (found.length > 0) ends.set(key, found);
  }
  return ends;
}

/**
 * Whether a series that is born at `at` with `value` may go on from one that just ended: labels were changed while the
 * process ran on, and its first value is old.
 *
 * - The other is of the same target (and bucket), ended within two and a half scrape intervals, and had counted no more.
 * - Not when the target's process began after that end: then it counts from 0.
 */
export function mayContinue(
  ends: SeriesEnds,
  labels: Labels,
  at: Instant,
  value: number,
  target: Target | undefined,
): boolean {
  const patience = 2.5 * (target?.interval ?? 15_000);
  return (ends.get(targetKey(labels)) ?? []).some((end) =>
    end.at < at && end.at >= at - patience && end.value <= value && end.labels.le === labels.le &&
    labelsKey(end.labels) !== labelsKey(labels) &&
    !target?.processStarts.some((began) => began >= end.at && began <= at)
  );
}
