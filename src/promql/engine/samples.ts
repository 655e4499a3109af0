import type { Labels } from "../../core/labels.ts";
import type { Series } from "../../core/series.ts";
import type { Column } from "./column.ts";
import { type Grid, timesOf } from "./grid.ts";

/** Samples that windows slide over: ascending times in ms, one value each, no staleness markers; NaN is a value. */
export interface Samples {
  readonly labels: Labels;
  readonly dropName: boolean;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

const withoutMarkers = new WeakMap<Series, Samples>();

/** The samples of a series without its staleness markers; worked out once for each series. */
export function samplesOf(series: Series): Samples {
  const known = withoutMarkers.get(series);
  if (known !== undefined) return known;
  const { labels, times, values, stale } = series;
  const samples = {
    labels,
    dropName: false,
    ...(stale?.includes(1) ? keepWhere(times, values, stale, 0) : { times, values }),
  };
  withoutMarkers.set(series, samples);
  return samples;
}

/** The values of columns over a grid as samples; columns without a gap share one array of times. */
export function samplesOfColumns(columns: readonly Column[], grid: Grid): Samples[] {
  const times = timesOf(grid);
  return columns.map(({ labels, dropName, values, present }) => ({
    labels,
    dropName,
    ...(present.includes(0) ? keepWhere(times, values, present, 1) : { times, values }),
  }));
}

/** The samples whose flag is as wanted. By hand: a typed array's `filter` takes several times as long. */
export function keepWhere(times: Float64Array, values: Float64Array, flags: Uint8Array, wanted: 0 | 1) {
  let count = 0;
  for (let index = 0; index < times.length; index++) {
    if ((flags[index] ?? 0) === wanted) count++;
  }
  const kept = { times: new Float64Array(count), values: new Float64Array(count) };
  for (let index = 0, to = 0; to < count; index++) {
    if ((flags[index] ?? 0) !== wanted) continue;
    kept.times[to] = times[index] as number;
    kept.values[to++] = values[index] as number;
  }
  return kept;
}
