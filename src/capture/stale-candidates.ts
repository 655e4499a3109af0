import type { Instant } from "../core/time.ts";

/** The stamps of each target's `up` series, one for each scrape, by `targetKey`. */
export type ScrapeTimes = ReadonlyMap<string, readonly Instant[]>;

/**
 * Instants at which a staleness marker of a scraped series may lie: scrapes of its target that left no sample of it.
 *
 * - Only the first such scrape after each sample counts: the marker is written once.
 * - A series whose samples do not lie on scrapes (one that a rule writes) has none.
 */
export function findCandidates(
  times: readonly Instant[],
  scrapes: readonly Instant[],
  until: Instant,
): readonly Instant[] {
  const found: Instant[] = [];
  const scraped = new Set(scrapes);
  for (let index = 0; index < times.length; index++) {
    const at = times[index] ?? NaN;
    if (!scraped.has(at)) continue;
    const following = scrapes[firstAfter(scrapes, at)];
    if (following === undefined || following > until) continue;
    const next = times[index + 1];
    if (next === undefined || following < next) found.push(following);
  }
  return found;
}

/** Index of the first stamp later than `at` in ascending stamps; their count when there is none. */
function firstAfter(stamps: readonly Instant[], at: Instant): number {
  let low = 0;
  let high = stamps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stamps[middle] ?? NaN) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
