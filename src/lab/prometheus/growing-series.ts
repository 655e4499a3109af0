import type { Labels } from "../../core/labels.ts";
import type { Series } from "../../core/series.ts";
import type { Instant } from "../../core/time.ts";

/** What became of a sample: `same` is one that was there already; the last two are refused, as Prometheus does. */
export type Admission = "stored" | "same" | "duplicate" | "out of order";

/** A series that samples are appended to. */
export interface GrowingSeries {
  readonly labels: Labels;
  /** Appends a sample, or a staleness marker, which must be later than the last one. */
  append(at: Instant, value: number, stale: boolean): Admission;
  /** What it holds now, without a copy of it; the same object until something is appended. */
  present(): Series;
}

const smallest = 64;

/** An empty series. */
export function growSeries(labels: Labels): GrowingSeries {
  let times = new Float64Array(smallest);
  let values = new Float64Array(smallest);
  let flags = new Uint8Array(smallest);
  let count = 0;
  let hasMarkers = false;
  let known: Series | undefined;

  return {
    labels,
    append(at, value, stale) {
      const last = times[count - 1] ?? -Infinity;
      if (at < last) return "out of order";
      if (at === last) return isSame(value, stale) ? "same" : "duplicate";
      if (count === times.length) grow();
      times[count] = at;
      values[count] = stale ? NaN : value;
      flags[count] = stale ? 1 : 0;
      count++;
      hasMarkers ||= stale;
      known = undefined;
      return "stored";
    },
    present: () =>
      known ??= {
        labels,
        times: times.subarray(0, count),
        values: values.subarray(0, count),
        stale: hasMarkers ? flags.subarray(0, count) : undefined,
      },
  };

  function isSame(value: number, stale: boolean): boolean {
    if (stale || flags[count - 1] === 1) return stale && flags[count - 1] === 1;
    return Object.is(values[count - 1], value);
  }

  /** What was handed out keeps the old columns, to which nothing is written any more. */
  function grow(): void {
    const [oldTimes, oldValues, oldFlags] = [times, values, flags];
    times = new Float64Array(2 * count);
    values = new Float64Array(2 * count);
    flags = new Uint8Array(2 * count);
    times.set(oldTimes);
    values.set(oldValues);
    flags.set(oldFlags);
  }
}
