import { type Labels, targetKey } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import type { Instant } from "../core/time.ts";
import { mayContinue, noEnds, type SeriesEnds } from "./series-ends.ts";
import type { Target, Targets } from "./targets.ts";

/**
 * How a counter series began.
 *
 * - `zero`: it appeared after a scrape of its target that did not have it, or its process began within the session.
 * - `before`: it was there at its target's first archived scrape, or before the session: its past is none of ours.
 * - `unknown`: its target appeared mid-session, and nothing says when its process began; or it may go on from another
 *   series of its target that ended as it began, with other labels.
 */
export type Birth = "zero" | "before" | "unknown";

/** A counter series: how it began, and its samples as PromQL can count them. */
export interface Counter {
  readonly labels: Labels;
  /**
   * Its samples, with a 0 put in where it surely counted from 0 and no sample says so: just before its birth of kind `zero`,
   * and at a restart of its process after which it came back above its old value. Markers and NaN are left out. Over these
   * `increase(… anchored)` is what it truly counted.
   */
  readonly counted: Series;
  readonly birth:
    | { readonly kind: Birth; readonly at: Instant; readonly value: number; readonly isRenamed: boolean }
    | undefined;
}

/**
 * A series as a counter, with what PromQL cannot see of it: its birth, and resets behind a larger value.
 *
 * - `increase()` cannot see the first value of a series. A series that appears while its target was scraped before
 *   began at 0, so that its first value is growth.
 * - After a restart of its process a counter counts from 0, even where it comes back above its old value.
 * - Staleness markers and NaN are no samples: growth across them is counted at the sample after.
 * - `start` is the session's start: a target that is first seen later than two scrapes after it appeared mid-session.
 */
export function counterOf(series: Series, targets: Targets, start: Instant, ends: SeriesEnds = noEnds): Counter {
  const target = targets.get(targetKey(series.labels));
  const times: number[] = [];
  const values: number[] = [];
  let birth: Counter["birth"];
  series.times.forEach((at, index) => {
    const value = series.values[index] ?? NaN;
    if (isStale(series, index) || Number.isNaN(value)) return;
    const last = values.at(-1);
    const lastAt = times.at(-1) ?? -Infinity;
    if (last === undefined) {
      const kind = birthOf(at, target, start);
      const isRenamed = kind === "zero" && mayContinue(ends, series.labels, at, value, target);
      birth = { kind: isRenamed ? "unknown" : kind, at, value, isRenamed };
    }
    const fromZero = last === undefined ? birth?.kind === "zero" : value >= last && hasRestarted(target, lastAt, at);
    if (fromZero) {
      times.push(Math.max(at - 1, (lastAt + at) / 2));
      values.push(0);
    }
    times.push(at);
    values.push(value);
  });
  const counted = { labels: series.labels, times: Float64Array.from(times), values: Float64Array.from(values) };
  return { labels: series.labels, counted: { ...counted, stale: undefined }, birth };
}

/** A series may come back above its old value after a restart: a counter beside it that fell gives the restart away. */
function hasRestarted(target: Target | undefined, since: Instant, at: Instant): boolean {
  return target?.restarts.some((restart) => restart.since >= since && restart.at <= at) ?? false;
}

function birthOf(at: Instant, target: Target | undefined, start: Instant): Birth {
  if (target === undefined) return "before";
  if (target.firstUp !== undefined && target.firstUp < at) return "zero";
  if (target.processStarts.some((began) => began >= start && began <= at)) return "zero";
  const first = target.scrapes[0] ?? at;
  const patience = 2 * (target.interval ?? 15_000);
  return at >= start && (first < at || first > start + patience) ? "unknown" : "before";
}
