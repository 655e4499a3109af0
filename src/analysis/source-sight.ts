import { targetKey } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import { median } from "../core/statistics.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Expr } from "../promql/ast.ts";
import { firstAt } from "./first-at.ts";
import { asksForAbsence, type Reach, reachesOf } from "./selector-reach.ts";
import type { SessionIndex } from "./session-index.ts";
import type { Target } from "./targets.ts";

/** What stands behind the values of a query. */
export interface SourceSight {
  /** The archived series that its selectors match and that have a sample, each once. */
  readonly series: readonly Series[];
  /**
   * Whether a value at `at` rests on something that was measured.
   *
   * - A selector must have a sample within its window, or a target that exports its metric must have been scraped well:
   *   `… or vector(0)` has a value without either, and says nothing.
   * - Without archived scrapes an instant selector looks back two and a half of its series' own intervals at most.
   * - A query that asks for absence needs no sample.
   */
  isSeen(at: Instant): boolean;
}

/** The sources of a query; `expr` is `undefined` when it cannot be read, and then any scrape at all stands for them. */
export function sightOf(index: SessionIndex, expr: Expr | undefined): SourceSight {
  if (expr === undefined) return { series: [], isSeen: () => index.targets.size > 0 };
  const sources = reachesOf(expr, index.plan.step).map((reach) => {
    const series = index.seriesOf(reach.selector).filter(hasSample);
    const targets = [...new Set(series.map(({ labels }) => targetKey(labels)))].flatMap((key) =>
      index.targets.get(key) ?? []
    );
    return { reach, series, targets };
  });
  const series = [...new Set(sources.flatMap((source) => source.series))];
  if (asksForAbsence(expr)) return { series, isSeen: () => index.targets.size > 0 };
  return {
    series,
    isSeen: (at) =>
      sources.some((source) =>
        source.series.length > 0 &&
        (source.reach.at !== undefined ||
          source.targets.some((target) => isUpAt(target, at - source.reach.offset)) ||
          source.series.some((each) => reachesSample(each, source.reach, at, source.targets.length > 0)))
      ),
  };
}

/** Whether the last scrape before an instant was not long ago and succeeded. */
function isUpAt({ scrapes, failed, interval }: Target, at: Instant): boolean {
  const last = scrapes[firstAt(scrapes, at + 1) - 1];
  if (last === undefined || at - last > 2.5 * (interval ?? 15_000)) return false;
  return failed[firstAt(failed, last)] !== last;
}

function reachesSample(series: Series, reach: Reach, at: Instant, isScraped: boolean): boolean {
  const end = at - reach.offset;
  const start = end - (reach.isInstant && !isScraped ? Math.min(reach.window, patienceOf(series)) : reach.window);
  for (let index = firstAt(series.times, end + 1) - 1; index >= 0; index -= 1) {
    if ((series.times[index] ?? -Infinity) <= start) return false;
    if (!isStale(series, index)) return true;
    if (reach.isInstant) return false;
  }
  return false;
}

const patiences = new WeakMap<Series, Duration>();

function patienceOf(series: Series): Duration {
  const known = patiences.get(series);
  if (known !== undefined) return known;
  const { times } = series;
  const patience = 2.5 * (median(times.subarray(1).map((at, index) => at - (times[index] ?? at))) ?? Infinity);
  patiences.set(series, patience);
  return patience;
}

function hasSample(series: Series): boolean {
  return series.times.some((_, index) => !isStale(series, index));
}
