import { type Labels, labelsKey } from "../core/labels.ts";
import type { Duration, Instant } from "../core/time.ts";
import { findCandidates } from "./stale-candidates.ts";

/** A series as the search sees it. */
export interface SearchedSeries {
  readonly key: string;
  /** Its samples at hand, the last one of earlier windows first. */
  readonly times: readonly Instant[];
  /** Scrapes of its target at hand. */
  readonly scrapes: readonly Instant[];
  /** The shortest time between two of its samples so far, ms; `undefined` where it is not known. */
  readonly gap?: Duration | undefined;
  /** Whether an instant query at the window's end answers it. */
  readonly present: boolean;
}

/** A staleness marker that was found. */
export interface Marker {
  readonly key: string;
  readonly at: Instant;
}

/** What the search asks of Prometheus: the keys of the selector's series that an instant query at `at` answers. */
export type PresentAt = (at: Instant) => Promise<ReadonlySet<string>>;

/** A value is looked back for at most this long unless the server was told otherwise; a disappearance as old may be that. */
const lookback: Duration = 295_000;

/**
 * The staleness markers of one selector's series up to `end`, to the millisecond.
 *
 * The API drops markers inside ranges, but an instant query does not answer a series from its marker on. A marker lies on a
 * scrape that left no sample; where none fits (the series is of a rule), it is searched for by halves. At most `budget` queries are asked:
 * what stays unknown then is counted in `unsought`.
 */
export async function searchMarkers(
  series: readonly SearchedSeries[],
  end: Instant,
  presentAt: PresentAt,
  budget: number,
): Promise<{ readonly markers: readonly Marker[]; readonly unsought: number }> {
  const asked = new Map<Instant, Promise<ReadonlySet<string>>>();
  const markers: Marker[] = [];
  let unsought = 0;

  async function isPresent(key: string, at: Instant): Promise<boolean | undefined> {
    let answer = asked.get(at);
    if (answer === undefined) {
      if (asked.size >= budget) return undefined;
      answer = presentAt(at);
      asked.set(at, answer);
    }
    return (await answer).has(key);
  }

  /** The first instant after `low` without a value, where there is none at `high`; `undefined` when the budget ends. */
  async function bisect(key: string, low: Instant, high: Instant): Promise<Instant | undefined> {
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const present = await isPresent(key, middle);
      if (present === undefined) return undefined;
      if (present) low = middle;
      else high = middle;
    }
    return high;
  }

  function note(key: string, at: Instant | undefined): void {
    if (at === undefined) unsought++;
    else markers.push({ key, at });
  }

  for (const { key, times, scrapes, present, gap } of series) {
    const last = times.at(-1);
    let markedLast = false;
    const found = findCandidates(times, scrapes, end);
    for (const [from, to] of findGaps(times, gap)) {
      if (to - from >= lookback || found.some((at) => at > from && at < to)) continue;
      const there = await isPresent(key, to - 1);
      if (there === undefined) unsought++;
      if (there === false) note(key, await bisect(key, from, to - 1));
    }
    for (const candidate of found) {
      const [before, after] = [await isPresent(key, candidate - 1), await isPresent(key, candidate)];
      if (before === undefined || after === undefined) unsought++;
      if (before !== true || after !== false) continue;
      markers.push({ key, at: candidate });
      markedLast ||= last !== undefined && candidate > last;
    }
    if (present || markedLast || last === undefined || end - last >= lookback) continue;
    note(key, await bisect(key, last, end));
  }
  return { markers: markers.sort((a, b) => a.at - b.at), unsought };
}

/** Neighbouring samples that lie much further apart than the series' rhythm, between which it may have ended and begun again. */
function findGaps(times: readonly Instant[], known: Duration | undefined): readonly (readonly [Instant, Instant])[] {
  const rhythm = Math.min(known ?? Infinity, shortestGap(times));
  return times.slice(1).flatMap((to, index) => {
    const from = times[index] ?? to;
    return to - from > 1.5 * rhythm ? [[from, to] as const] : [];
  });
}

/** The shortest time between two neighbouring stamps, ms; `Infinity` when there are not two. */
export function shortestGap(times: readonly Instant[]): Duration {
  return times.slice(1).reduce((least, at, index) => Math.min(least, at - (times[index] ?? -Infinity)), Infinity);
}

/** The keys of the label sets. */
export function keysOf(series: readonly { readonly labels: Labels }[]): ReadonlySet<string> {
  return new Set(series.map(({ labels }) => labelsKey(labels)));
}
