import { targetKey } from "../core/labels.ts";
import type { Series } from "../core/series.ts";
import { formatColumn } from "./column.ts";

/** What the first line of `samples.jsonl` says. */
export const samplesFormat = { format: "drillbook samples", version: 1 } as const;

/** A column of stamps that several series share, and which stretch of it a series uses. */
interface Stamps {
  readonly times: Float64Array;
  readonly index: number;
}

/**
 * Writes series as lines of JSON: a head with counts, each distinct column of scrape times once, then one series a line.
 *
 *     {"format":"drillbook samples","version":1,"columns":1,"series":1,"samples":3}
 *     {"length":3,"scale":0,"deltas":[1700000000000,5000,0]}
 *     {"labels":{"__name__":"up"},"times":[0,0,3],"scale":0,"deltas":[1,0,"stale"]}
 *
 * - Times are deltas of deltas, values deltas; `times` is the column, the offset in it and the number of samples.
 * - A series whose stamps are a stretch of another's shares its column, as one born in the middle of a session does.
 * - Exact for every double: see `formatColumn`. The value of a staleness marker reads back as Prometheus' own bits.
 * - Throws `RangeError` when the columns of a series differ in length.
 */
export function formatSamples(series: readonly Series[]): string {
  const columns: Stamps[] = [];
  const places = placeStamps(series, columns);
  const samples = series.reduce((sum, { values }) => sum + values.length, 0);
  const lines = [JSON.stringify({ ...samplesFormat, columns: columns.length, series: series.length, samples })];
  for (const { times } of columns) {
    const { scale, elements } = formatColumn(times, 2);
    lines.push(`{"length":${times.length},${formatArray(scale, elements)}}`);
  }
  series.forEach(({ labels, values, stale }, index) => {
    const { scale, elements } = formatColumn(values, 1, stale);
    const place = (places[index] ?? []).join(",");
    lines.push(`{"labels":${JSON.stringify(labels)},"times":[${place}],${formatArray(scale, elements)}}`);
  });
  return `${lines.join("\n")}\n`;
}

function formatArray(scale: number | undefined, elements: string): string {
  return scale === undefined ? `"decimals":[${elements}]` : `"scale":${scale},"deltas":[${elements}]`;
}

/** Finds for each series its column, offset and length, longest first, so that a stretch finds the whole. */
function placeStamps(series: readonly Series[], columns: Stamps[]): readonly (readonly number[])[] {
  const known = new Map<string, Stamps[]>();
  const places: number[][] = new Array(series.length);
  const order = series.map((_, index) => index);
  order.sort((a, b) => (series[b]?.times.length ?? 0) - (series[a]?.times.length ?? 0) || a - b);
  for (const index of order) {
    const { labels, times, values } = series[index] as Series;
    if (times.length !== values.length) {
      throw new RangeError(`Cannot write series: ${times.length} times and ${values.length} values`);
    }
    const target = targetKey(labels);
    const candidates = known.get(target) ?? [];
    known.set(target, candidates);
    const found = findStretch(candidates, times);
    if (found !== undefined) {
      places[index] = [found.index, found.offset, times.length];
      continue;
    }
    places[index] = [columns.length, 0, times.length];
    const stamps = { times, index: columns.length };
    columns.push(stamps);
    candidates.push(stamps);
  }
  return places;
}

/** A column that holds the times as one stretch. Tries the longest few only: a target has one column as a rule. */
function findStretch(columns: readonly Stamps[], times: Float64Array): { index: number; offset: number } | undefined {
  for (const column of columns.slice(0, 16)) {
    const offset = times.length === 0 ? 0 : column.times.indexOf(times[0] ?? NaN);
    if (offset >= 0 && times.every((time, index) => Object.is(column.times[offset + index], time))) {
      return { index: column.index, offset };
    }
  }
  return undefined;
}
