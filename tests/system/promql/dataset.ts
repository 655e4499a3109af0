import type { Series } from "../../../src/core/series.ts";
import type { Instant } from "../../../src/core/time.ts";
import { compareLabels } from "../../../src/promql/engine/label-set.ts";
import { randomFrom } from "../../bench/workload.ts";
import { recipesOf } from "./recipes.ts";

/** Some time in whose middle one two-hour block of Prometheus ends and the next begins. */
export const span = { start: Date.UTC(2026, 10, 22, 21, 15), end: Date.UTC(2026, 10, 22, 22, 45) } as const;

/** How a target is scraped; all in ms. */
interface Rhythm {
  readonly first: Instant;
  readonly last: Instant;
  readonly interval: number;
  /** The share of scrapes that come late, and by how much at most. */
  readonly late: { readonly share: number; readonly most: number };
  /** Stretches without a scrape. */
  readonly gaps: readonly (readonly [from: Instant, to: Instant])[];
}

const minute = 60_000;
const regular: Rhythm = {
  first: span.start,
  last: span.end,
  interval: 15_000,
  late: { share: 0, most: 0 },
  gaps: [],
};

/**
 * The rhythms of the targets by their instance.
 *
 * `a` is scraped on whole quarters of a minute; `b` with jitter and two gaps, one longer than the lookback; `c` begins late and
 * ends early; `d` comes at irregular times, now and then minutes apart.
 */
const rhythms: Readonly<Record<string, Rhythm>> = {
  "a:80": regular,
  "b:80": {
    ...regular,
    first: span.start + 4_321,
    late: { share: 0.2, most: 900 },
    gaps: [[span.start + 20 * minute, span.start + 27 * minute], [span.start + 50 * minute, span.start + 52 * minute]],
  },
  "c:80": { ...regular, first: span.start + 31 * minute + 7_007, last: span.end - 18 * minute, interval: 20_000 },
  "d:80": { ...regular, first: span.start + 1, interval: 40_000, late: { share: 0.7, most: 39_000 }, gaps: [] },
};

function* timesOf(rhythm: Rhythm, random: () => number): Generator<Instant> {
  for (let due = rhythm.first; due <= rhythm.last; due += rhythm.interval) {
    const at = due + (random() < rhythm.late.share ? 1 + Math.floor(random() * rhythm.late.most) : 0);
    if (!rhythm.gaps.some(([from, to]) => at >= from && at < to)) yield at;
  }
}

/**
 * About a hundred series of four targets, in the order of their labels as Prometheus sorts them; equal for equal seeds.
 *
 * Counters with restarts, gauges with NaN, both infinities and negative values, classic histograms with `le` in both
 * forms and broken ones, series that begin and end in the middle, names that collide when they are dropped.
 */
export function makeDataset(seed: number): Series[] {
  const random = randomFrom(seed);
  const series: Series[] = [];
  for (const [instance, rhythm] of Object.entries(rhythms)) {
    const times = [...timesOf(rhythm, random)];
    for (const { labels, next, from = 0, to = 1 } of recipesOf(instance, random)) {
      const own = times.filter((_, index) => index >= from * times.length && index < to * times.length);
      let value = 0;
      const values = own.map((at, index) => value = next(value, index, at));
      const job = instance.startsWith("d") ? "batch" : "app";
      series.push({
        labels: { ...labels, instance, job },
        times: Float64Array.from(own),
        values: Float64Array.from(values),
        stale: undefined,
      });
    }
  }
  return series.sort((a, b) => compareLabels(a.labels, b.labels));
}
