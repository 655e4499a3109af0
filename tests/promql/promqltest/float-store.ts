import type { Series } from "../../../src/core/series.ts";
import { QueryError } from "../../../src/promql/engine/query-error.ts";
import { type SampleStore, storeOf } from "../../../src/promql/engine/store.ts";
import type { HeldData, HeldSeries } from "./held-series.ts";
import type { Read } from "./reads.ts";

/** Why a case is not supported. */
export const reasons = {
  histograms: "it selects native histograms",
  starts: "it depends on start timestamps",
  expected: "it expects native histograms",
} as const;

/** Loaded data as an engine without native histograms and start timestamps can be asked of it. */
export interface FloatData {
  readonly store: SampleStore;
  readonly held: ReadonlyMap<Series, HeldSeries>;
}

/** The float samples of loaded data. */
export function floatData(data: HeldData): FloatData {
  const held = new Map([...data.values()].map((series) => [floatSeries(series), series] as const));
  return { store: storeOf([...held.keys()]), held };
}

function floatSeries({ labels, floats }: HeldSeries): Series {
  const samples = [...floats].sort(([a], [b]) => a - b);
  const stale = samples.some(([, { value }]) => value === undefined);
  return {
    labels,
    times: Float64Array.from(samples, ([time]) => time),
    values: Float64Array.from(samples, ([, { value }]) => value ?? NaN),
    stale: stale ? Uint8Array.from(samples, ([, { value }]) => value === undefined ? 1 : 0) : undefined,
  };
}

/** The data for one evaluation: it throws `QueryError` where one of its reads comes upon what the engine does not have. */
export function floatStore({ store, held }: FloatData, reads: readonly Read[]): SampleStore {
  return {
    series: store.series.filter(({ times }) => times.length > 0),
    select(selector) {
      const own = reads.filter((read) => read.selector.position.start === selector.position.start);
      const found = store.select(selector);
      for (const series of found) {
        const { histograms = new Set<number>(), floats = new Map() } = held.get(series) ?? {};
        const seesHistogram = own.length === 0
          ? histograms.size > 0
          : own.some((read) => seesNative(read, histograms, floats));
        if (seesHistogram) throw new QueryError("unsupported", reasons.histograms, selector.position);
        if (own.some((read) => read.starts && timesIn(read, floats.keys()).some((time) => floats.get(time)?.started))) {
          throw new QueryError("unsupported", reasons.starts, selector.position);
        }
      }
      return found.filter(({ times }) => times.length > 0);
    },
  };
}

function seesNative(read: Read, histograms: ReadonlySet<number>, floats: HeldSeries["floats"]): boolean {
  if (histograms.size === 0) return false;
  const native = timesIn(read, histograms.keys());
  if (!read.newest || native.length === 0) return native.length > 0;
  return Math.max(...native) > Math.max(...timesIn(read, floats.keys()), -Infinity);
}

function timesIn({ after, until }: Read, times: Iterable<number>): number[] {
  return [...times].filter((time) => time > after && time <= until);
}
