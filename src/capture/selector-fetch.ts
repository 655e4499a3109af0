import { labelsKey, targetKey } from "../core/labels.ts";
import { sampleLoss } from "../core/sample-loss.ts";
import type { Series } from "../core/series.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Prometheus } from "./prometheus.ts";
import type { QueriedSeries } from "./prometheus-answer.ts";
import { retry } from "./retry.ts";
import { freshOf, type FreshSeries, toSeries, type Tracked } from "./series-window.ts";
import { SourceError } from "./source-error.ts";
import type { ScrapeTimes } from "./stale-candidates.ts";
import { keysOf, type Marker, searchMarkers, shortestGap } from "./stale-search.ts";

/** One selector's record so far. */
export interface SelectorRecord {
  readonly selector: string;
  /** End of the last window that was fetched well; the next begins there. */
  end: Instant;
  readonly tracked: Tracked;
}

/** A window of one selector: what is to be written, and how to remember that it was. */
export interface FetchedWindow {
  readonly fresh: readonly FreshSeries[];
  readonly series: readonly Series[];
  readonly warnings: readonly string[];
  /** Notes that the series are on the disk. */
  commit(): void;
}

const longestWindow: Duration = 600_000;
const searchBudget = 120;

/**
 * What the selector's series got in the window from the record's end to `end`, asked from `reach` ms earlier on.
 * Throws `SourceError`; then the record is as before, and the next window begins where this one did.
 */
export async function fetchWindow(
  prometheus: Prometheus,
  record: SelectorRecord,
  window: { readonly end: Instant; readonly reach: Duration; readonly after: Instant; readonly scrapes: ScrapeTimes },
  attempts: number,
): Promise<FetchedWindow> {
  const { end, reach, after } = window;
  const start = Math.max(after, record.end - reach);
  const warnings = new Set<string>();
  const given = await fetchRange(prometheus, record.selector, start, end, attempts, warnings);
  const { series: answered, dropped } = dropLater(given, end + 60_000);
  if (dropped > 0) {
    warnings.add(sampleLoss.later(record.selector));
  }
  const histograms = answered.reduce((sum, series) => sum + series.histograms, 0);
  if (histograms > 0) warnings.add(sampleLoss.histograms(record.selector));
  const fresh = freshOf(record.tracked, answered, after);

  const presentAt = async (at: Instant) => {
    const answer = await retry(() => prometheus.query(record.selector, at), attempts);
    return keysOf(answer.result.series);
  };
  const present = await presentAt(end);
  const { markers, unsought } = await searchMarkers(
    candidates(record, fresh, present, window.scrapes, end),
    end,
    presentAt,
    searchBudget,
  );
  if (unsought > 0) {
    warnings.add(sampleLoss.markers(record.selector, unsought));
  }
  return {
    fresh,
    series: toSeries(fresh, markers, (key) => record.tracked.get(key)?.labels),
    warnings: [...warnings],
    commit: () => commit(record, fresh, markers, end),
  };
}

function candidates(
  record: SelectorRecord,
  fresh: readonly FreshSeries[],
  present: ReadonlySet<string>,
  scrapes: ScrapeTimes,
  end: Instant,
) {
  const freshByKey = new Map(fresh.map((series) => [series.key, series]));
  const keys = new Set([...record.tracked.keys(), ...freshByKey.keys()]);
  return [...keys].flatMap((key) => {
    const known = record.tracked.get(key);
    const news = freshByKey.get(key);
    const earlier = known === undefined || known.marked !== undefined || end - known.last > 300_000 ? [] : [known.last];
    const times = [...earlier, ...(news?.times ?? [])];
    const labels = news?.labels ?? known?.labels ?? {};
    if (times.length === 0) return [];
    return [{ key, times, scrapes: scrapes.get(targetKey(labels)) ?? [], present: present.has(key), gap: known?.gap }];
  });
}

function commit(record: SelectorRecord, fresh: readonly FreshSeries[], markers: readonly Marker[], end: Instant): void {
  for (const { key, labels, times } of fresh) {
    const known = record.tracked.get(key);
    const gap = Math.min(known?.gap ?? Infinity, shortestGap(known === undefined ? times : [known.last, ...times]));
    record.tracked.set(key, { labels, last: times.at(-1) ?? end, marked: undefined, gap });
  }
  for (const { key, at } of markers) {
    const known = record.tracked.get(key);
    if (known !== undefined && at > known.last) known.marked = at;
  }
  record.end = end;
}

async function fetchRange(
  prometheus: Prometheus,
  selector: string,
  start: Instant,
  end: Instant,
  attempts: number,
  warnings: Set<string>,
): Promise<readonly QueriedSeries[]> {
  if (end <= start) return [];
  const middle = Math.floor((start + end) / 2);
  const halves = async () =>
    joinParts(
      await fetchRange(prometheus, selector, start, middle, attempts, warnings),
      await fetchRange(prometheus, selector, middle, end, attempts, warnings),
    );
  if (end - start > longestWindow) return await halves();
  try {
    const answer = await retry(() => prometheus.query(`${selector}[${Math.ceil(end - start)}ms]`, end), attempts);
    for (const warning of [...answer.warnings, ...answer.infos]) warnings.add(`${selector}: ${warning}`);
    return answer.result.series;
  } catch (error) {
    const large = error instanceof SourceError && (error.kind === "size" || /too many samples/.test(error.message));
    if (!large || end - start < 2_000) throw error;
    return await halves();
  }
}

/** The series without samples later than `latest`, and how many those were: after one of the year 3000 none would be new. */
export function dropLater(
  series: readonly QueriedSeries[],
  latest: Instant,
): { readonly series: readonly QueriedSeries[]; readonly dropped: number } {
  let dropped = 0;
  const kept = series.map((each) => {
    const from = each.times.findIndex((at) => at > latest);
    if (from < 0) return each;
    const well = each.times.flatMap((at, index) => at <= latest ? [index] : []);
    dropped += each.times.length - well.length;
    const pick = (list: readonly number[]) => well.map((index) => list[index] ?? NaN);
    return { ...each, times: pick(each.times), values: pick(each.values) };
  });
  return { series: kept, dropped };
}

/** Two neighbouring ranges of the same selector as one; a sample on their border, which Prometheus 2 gives twice, is kept once. */
export function joinParts(
  earlier: readonly QueriedSeries[],
  later: readonly QueriedSeries[],
): readonly QueriedSeries[] {
  const joined = new Map(earlier.map((series) => [labelsKey(series.labels), series]));
  for (const series of later) {
    const key = labelsKey(series.labels);
    const before = joined.get(key);
    if (before === undefined) {
      joined.set(key, series);
      continue;
    }
    const last = before.times.at(-1) ?? -Infinity;
    const from = series.times.findIndex((at) => at > last);
    joined.set(key, {
      labels: series.labels,
      times: [...before.times, ...(from < 0 ? [] : series.times.slice(from))],
      values: [...before.values, ...(from < 0 ? [] : series.values.slice(from))],
      histograms: before.histograms + series.histograms,
    });
  }
  return [...joined.values()];
}
