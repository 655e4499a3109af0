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
  /** Stretches `(since, at]` over which one of its counters fell: within each its process began anew, all counters with it. */
  readonly restarts: readonly { readonly since: Instant; readonly at: Instant }[];
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
  const restarts = findRestarts(series);
  const targets = new Map<string, Target>();
  for (const each of series) {
    if (each.labels.__name__ !== "up") continue;
    const key = targetKey(each.labels);
    const begun = { processStarts: [...starts.get(key) ?? []], restarts: [...restarts.get(key) ?? []] };
    targets.set(key, targetOf(each, targets.get(key), begun));
  }
  return targets;
}

function findRestarts(series: readonly Series[]): Map<string, Target["restarts"]> {
  const restarts = new Map<string, Map<string, { since: Instant; at: Instant }>>();
  for (const each of series) {
    if (!/_(total|count|bucket)$/.test(each.labels.__name__ ?? "")) continue;
    const own = restarts.get(targetKey(each.labels)) ?? new Map();
    let [last, since] = [-Infinity, NaN];
    each.values.forEach((value, index) => {
      if (isStale(each, index) || Number.isNaN(value)) return;
      const at = each.times[index] ?? NaN;
      if (value < last) own.set(`${since} ${at}`, { since, at });
      [last, since] = [value, at];
    });
    restarts.set(targetKey(each.labels), own);
  }
  return new Map([...restarts].map(([key, own]) => [key, [...own.values()]]));
}

function targetOf(
  up: Series,
  before: Target | undefined,
  begun: Pick<Target, "processStarts" | "restarts">,
): Target {
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
    ...begun,
  };
}
