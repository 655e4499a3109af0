import { type Labels, targetKey } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import type { Instant } from "../core/time.ts";
import { mayContinue, noEnds, type SeriesEnds } from "./series-ends.ts";
import type { Target, Targets } from "./targets.ts";

/**
 * How a counter series began.
 *
 * - `zero`: it appeared after a scrape of its target that did not have it, or its process began within the session.
 * - `before`: it was there at its target's first archived scrape, at the start of the record: its past is none of ours.
 * - `unknown`: its target appeared mid-session, and nothing says when its process began; or it may go on from another
 *   series of its target that ended as it began, with other labels.
 */
export type Birth = "zero" | "before" | "unknown";

/** What a counter counted at each of its samples. */
export interface Counter {
  readonly labels: Labels;
  readonly times: Float64Array;
  /** By how much the count grew between the sample before and this one; a reset counts from 0. */
  readonly growth: Float64Array;
  readonly birth:
    | { readonly kind: Birth; readonly at: Instant; readonly value: number; readonly isRenamed: boolean }
    | undefined;
}

/**
 * The growth of a counter, with resets and its birth counted.
 *
 * - `increase()` cannot see the first value of a series. A series that appears while its target was scraped before
 *   began at 0, so that its first value is growth.
 * - After a restart of its process a counter counts from 0, even where it comes back above its old value.
 * - Staleness markers and NaN are no samples: growth across them is counted at the sample after.
 * - `start` is the session's start: a target that is first seen later than two scrapes after it appeared mid-session.
 */
export function counterOf(series: Series, targets: Targets, start: Instant, ends: SeriesEnds = noEnds): Counter {
  const growth = new Float64Array(series.times.length);
  const target = targets.get(targetKey(series.labels));
  let last: number | undefined;
  let lastAt = NaN;
  let birth: Counter["birth"];
  for (let index = 0; index < growth.length; index += 1) {
    const value = series.values[index] ?? NaN;
    if (isStale(series, index) || Number.isNaN(value)) continue;
    const at = series.times[index] ?? NaN;
    if (last === undefined) {
      const kind = birthOf(at, target, start);
      const isRenamed = kind === "zero" && mayContinue(ends, series.labels, at, value, target);
      birth = { kind: isRenamed ? "unknown" : kind, at, value, isRenamed };
      growth[index] = birth.kind === "zero" ? value : 0;
    } else {
      growth[index] = value >= last && !hasRestarted(target, lastAt, at) ? value - last : value;
    }
    last = value;
    lastAt = at;
  }
  return { labels: series.labels, times: series.times, growth, birth };
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
  return first < at || first > start + patience ? "unknown" : "before";
}
