import { targetKey } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import { median } from "../core/statistics.ts";
import type { Duration, Instant } from "../core/time.ts";

/** One scrape target's history as `up` tells it. */
export interface Target {
  readonly job: string;
  readonly instance: string;
  /** Instants of the scrapes, successful or not, ascending. */
  readonly scrapes: Float64Array;
  /** The first scrape that succeeded. */
  readonly firstUp: Instant | undefined;
  /** Instants of failed scrapes. */
  readonly failed: readonly Instant[];
  /** The middle gap between scrapes; `undefined` with fewer than two. */
  readonly interval: Duration | undefined;
  /** When its process says that it began, each value once; empty when `process_start_time_seconds` is not archived. */
  readonly processStarts: readonly Instant[];
}

/** The scrape targets of a session by `targetKey`. */
export type Targets = ReadonlyMap<string, Target>;

/** The targets whose `up` series are archived. */
export function findTargets(series: readonly Series[]): Targets {
  const starts = new Map<string, Set<number>>();
  for (const each of series) {
    if (each.labels.__name__ !== "process_start_time_seconds") continue;
    const known = starts.get(targetKey(each.labels)) ?? new Set();
    each.values.forEach((value, index) => {
      if (!isStale(each, index) && Number.isFinite(value)) known.add(value * 1_000);
    });
    starts.set(targetKey(each.labels), known);
  }
  const targets = new Map<string, Target>();
  for (const each of series) {
    if (each.labels.__name__ !== "up") continue;
    const key = targetKey(each.labels);
    targets.set(key, targetOf(each, targets.get(key), [...starts.get(key) ?? []]));
  }
  return targets;
}

function targetOf(up: Series, before: Target | undefined, processStarts: readonly Instant[]): Target {
  const scrapes: number[] = [...before?.scrapes ?? []];
  const failed: number[] = [...before?.failed ?? []];
  let firstUp = before?.firstUp ?? Infinity;
  up.times.forEach((at, index) => {
    if (isStale(up, index)) return;
    scrapes.push(at);
    if (up.values[index] === 1) firstUp = Math.min(firstUp, at);
    else failed.push(at);
  });
  const times = Float64Array.from(scrapes).sort();
  return {
    job: up.labels.job ?? "",
    instance: up.labels.instance ?? "",
    scrapes: times,
    firstUp: Number.isFinite(firstUp) ? firstUp : undefined,
    failed: failed.sort((a, b) => a - b),
    interval: median(times.subarray(1).map((at, index) => at - (times[index] ?? at))),
    processStarts,
  };
}
