import { formatTimeOfDay } from "../core/format.ts";
import { targetKey } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import { median } from "../core/statistics.ts";
import { type Duration, type Instant, type Interval, lengthOf } from "../core/time.ts";
import { firstAt } from "./first-at.ts";
import type { SessionIndex } from "./session-index.ts";
import { clip, gapsBetween, totalLength } from "./spans.ts";

/**
 * Which instance behind a query was down or not scraped for more of an interval than `minimumCoverage` allows.
 *
 * - Only instances that contributed samples, before, within or after the interval; one that came to be within the
 *   session (as its process says) is not missed before, one last asked before the interval or first asked after it not at all.
 * - A scrape that succeeded stands until the next one, for two and a half scrape intervals at most.
 * - Where `up` is not archived, the samples of the instance stand for its scrapes.
 * - `undefined` when every instance was seen well enough.
 */
export function unseenInstance(
  index: SessionIndex,
  series: readonly Series[],
  interval: Interval,
  minimumCoverage: number,
): string | undefined {
  for (const [key, own] of Map.groupBy(series, ({ labels }) => targetKey(labels))) {
    const attempts = attemptsOf(index, key, own);
    if (attempts === undefined) continue;
    const gaps = gapsOf(attempts, interval);
    if (totalLength(gaps) <= (1 - minimumCoverage) * lengthOf(interval) + 1e-6) continue;
    const longest = gaps.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? interval;
    const { instance = "an unnamed instance" } = own[0]?.labels ?? {};
    return `Instance ${instance} was not seen from ${formatTimeOfDay(longest.start)} to ${
      formatTimeOfDay(longest.end)
    }: what it counted meanwhile is missing`;
  }
  return undefined;
}

/**
 * Which instance behind a query was not even asked for a while within `window` before an interval: what it counted
 * meanwhile falls into the windows of the interval's first instants, spread over more than theirs.
 *
 * - Two and a half scrape intervals are no while; a scrape that failed was asked.
 * - Nothing is missed before the session, nor before the instance's process began.
 */
export function unaskedBefore(
  index: SessionIndex,
  series: readonly Series[],
  { start }: Interval,
  window: Duration,
): string | undefined {
  for (const [key, own] of Map.groupBy(series, ({ labels }) => targetKey(labels))) {
    const attempts = attemptsOf(index, key, own);
    if (attempts === undefined) continue;
    const { times, every, began } = attempts;
    const earliest = Math.max(index.interval.start, began);
    const from = Math.max(start - window, earliest);
    const asked = [...times].filter((at) => at > from && at < start);
    const instants = [times[firstAt(times, from + 1) - 1] ?? earliest, ...asked, Math.max(start, from)];
    const place = instants.findIndex((at, each) => (instants[each + 1] ?? at) - at > 2.5 * every);
    if (place < 0) continue;
    const { instance = "an unnamed instance" } = own[0]?.labels ?? {};
    const [gone, back] = [instants[place] ?? NaN, instants[place + 1] ?? NaN].map(formatTimeOfDay);
    return `Instance ${instance} was not asked from ${gone} to ${back}, into which the query's window reaches back: ` +
      "what it counted meanwhile may hide a breach";
  }
  return undefined;
}

interface Attempts {
  /** Ascending. */
  readonly times: ArrayLike<Instant> & Iterable<Instant>;
  readonly failed: ArrayLike<Instant>;
  readonly every: Duration;
  /** When the instance's process first began, where that is known. */
  readonly began: Instant;
}

function attemptsOf(index: SessionIndex, key: string, own: readonly Series[]): Attempts | undefined {
  const usual = index.scrapeInterval ?? 15_000;
  const target = index.targets.get(key);
  if (target !== undefined) {
    const began = Math.min(Infinity, ...target.processStarts);
    const first = target.scrapes[0] ?? -Infinity;
    const isNew = began >= index.interval.start && Number.isFinite(began) &&
      first >= began - 2.5 * (target.interval ?? usual);
    return {
      times: target.scrapes,
      failed: target.failed,
      every: target.interval ?? usual,
      began: isNew ? began : -Infinity,
    };
  }
  if (own[0]?.labels.instance === undefined) return undefined;
  const sampled = new Set<Instant>();
  for (const each of own) {
    each.times.forEach((at, place) => {
      if (!isStale(each, place)) sampled.add(at);
    });
  }
  const times = Float64Array.from(sampled).sort();
  const every = median(times.subarray(1).map((at, place) => at - (times[place] ?? at))) ?? usual;
  return { times, failed: [], every, began: -Infinity };
}

/** The parts of the interval in which the instance was down or not asked. */
function gapsOf({ times, failed, every, began }: Attempts, interval: Interval): Interval[] {
  const first = times[0];
  const last = times[times.length - 1];
  if (first === undefined || last === undefined) return [];
  if (last < interval.start - 2.5 * every || first >= interval.end) return [];
  const from = Math.min(Math.max(interval.start, began), interval.end);
  const seen: Interval[] = [];
  for (let index = Math.max(0, firstAt(times, interval.start) - 1); index < times.length; index += 1) {
    const at = times[index] ?? NaN;
    if (at >= interval.end) break;
    if (failed[firstAt(failed, at)] === at) continue;
    const next = times[index + 1] ?? Infinity;
    seen.push({ start: index === 0 ? at - every : at, end: Math.min(next, at + 2.5 * every) });
  }
  return gapsBetween(clip(seen, interval), { start: from, end: interval.end });
}
