import { type Labels, labelsKey } from "../core/labels.ts";
import type { Series } from "../core/series.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { QueriedSeries } from "./prometheus-answer.ts";

/** What is remembered of a series between windows. */
export interface TrackedSeries {
  readonly labels: Labels;
  /** Stamp of its last sample that was written. */
  last: Instant;
  /** Stamp of the last marker that was written, when it is later than `last`. */
  marked: Instant | undefined;
  /** The shortest time between two of its samples so far, ms. */
  gap?: Duration;
}

/** The series of one selector by the key of their labels. */
export type Tracked = Map<string, TrackedSeries>;

/** The samples of a series that were not written before. */
export interface FreshSeries {
  readonly key: string;
  readonly labels: Labels;
  readonly times: readonly Instant[];
  readonly values: readonly number[];
}

/** The part of an answer that is later than what is known of each series; answers reach back so that late scrapes are seen. */
export function freshOf(known: Tracked, answered: readonly QueriedSeries[], after: Instant): readonly FreshSeries[] {
  return answered.flatMap(({ labels, times, values }) => {
    const key = labelsKey(labels);
    const last = known.get(key)?.last ?? after;
    const from = times.findIndex((at) => at > last);
    return from < 0 ? [] : [{ key, labels, times: times.slice(from), values: values.slice(from) }];
  });
}

/** Fresh samples and markers as series, markers as stale samples in their places. */
export function toSeries(
  fresh: readonly FreshSeries[],
  markers: readonly { readonly key: string; readonly at: Instant }[],
  labelsOf: (key: string) => Labels | undefined,
): readonly Series[] {
  const markersOf = Map.groupBy(markers, ({ key }) => key);
  const series = fresh.map(({ key, labels, times, values }) => {
    const marked = markersOf.get(key) ?? [];
    markersOf.delete(key);
    return joined(labels, times, values, marked.map(({ at }) => at));
  });
  for (const [key, marked] of markersOf) {
    const labels = labelsOf(key);
    if (labels !== undefined) series.push(joined(labels, [], [], marked.map(({ at }) => at)));
  }
  return series;
}

function joined(
  labels: Labels,
  times: readonly Instant[],
  values: readonly number[],
  marks: readonly Instant[],
): Series {
  if (marks.length === 0) {
    return { labels, times: Float64Array.from(times), values: Float64Array.from(values), stale: undefined };
  }
  const rows = [
    ...times.map((at, index) => ({ at, value: values[index] ?? NaN, stale: 0 })),
    ...marks.map((at) => ({ at, value: NaN, stale: 1 })),
  ].sort((a, b) => a.at - b.at);
  return {
    labels,
    times: Float64Array.from(rows, ({ at }) => at),
    values: Float64Array.from(rows, ({ value }) => value),
    stale: Uint8Array.from(rows, ({ stale }) => stale),
  };
}
