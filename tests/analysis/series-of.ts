import type { Labels } from "../../src/core/labels.ts";
import type { Series } from "../../src/core/series.ts";

/** A series from `[at, value]` pairs; a value of `"stale"` is a staleness marker. */
export function seriesOf(labels: Labels, samples: readonly (readonly [at: number, value: number | "stale"])[]): Series {
  const stale = samples.map(([, value]) => (value === "stale" ? 1 : 0));
  return {
    labels,
    times: Float64Array.from(samples, ([at]) => at),
    values: Float64Array.from(samples, ([, value]) => (value === "stale" ? NaN : value)),
    stale: stale.includes(1) ? Uint8Array.from(stale) : undefined,
  };
}

/** A target scraped every 5 s: its `up` series. */
export function upOf(instance: string, from: number, to: number, value: (at: number) => number = () => 1): Series {
  const samples: [number, number][] = [];
  for (let at = from; at <= to; at += 5_000) samples.push([at, value(at)]);
  return seriesOf({ __name__: "up", job: "traefik", instance }, samples);
}
