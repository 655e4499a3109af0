import type { Labels } from "../../../src/core/labels.ts";
import type { Series } from "../../../src/core/series.ts";
import { storeOf } from "../../../src/promql/engine/store.ts";

/** A series with a sample each `every` ms from 0; `"stale"` is a staleness marker, `null` no sample. */
export function seriesEvery(every: number, labels: Labels, values: readonly (number | "stale" | null)[]): Series {
  const kept = values.flatMap((value, index) => value === null ? [] : [{ at: index * every, value }]);
  return {
    labels,
    times: Float64Array.from(kept, ({ at }) => at),
    values: Float64Array.from(kept, ({ value }) => value === "stale" ? NaN : value),
    stale: kept.some(({ value }) => value === "stale")
      ? Uint8Array.from(kept, ({ value }) => value === "stale" ? 1 : 0)
      : undefined,
  };
}

/** A store of series sampled each 10 s. */
export function storeEvery10s(series: Readonly<Record<string, readonly (number | "stale" | null)[]>>) {
  return storeOf(
    Object.entries(series).map(([key, values]) => {
      const [name = "", label] = key.split("/");
      return seriesEvery(10_000, { __name__: name, ...(label === undefined ? {} : { l: label }) }, values);
    }),
  );
}
