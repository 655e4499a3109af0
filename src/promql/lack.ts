import { enumerate } from "../core/enumerate.ts";
import type { Expr, VectorSelector } from "./ast.ts";
import type { SampleStore } from "./engine/store.ts";
import { nearestNames } from "./nearest.ts";
import { printSelector } from "./print.ts";
import { covers, neededSelectors } from "./selection.ts";
import { metricOf } from "./selectors.ts";

/** What an archive holds: the samples of what the selectors of its plan selected. */
export interface Recorded {
  readonly store: Pick<SampleStore, "series">;
  readonly selectors: readonly VectorSelector[];
}

/** The selectors of a query that select more than was recorded, as far as their matchers tell. */
export function lackingSelectors(expr: Expr, selectors: readonly VectorSelector[]): readonly VectorSelector[] {
  return neededSelectors(expr).filter((selector) => !selectors.some((wide) => covers(wide, selector)));
}

/**
 * Which samples that a query needs were never recorded, as a sentence; `undefined` when all that it selects was.
 *
 * An archive holds what the queries of its plan select. Where a query selects more, the archive holds a part at most, and an
 * answer from that part would be wrong without a sign of it.
 */
export function lackOf({ store, selectors }: Recorded, expr: Expr): string | undefined {
  const [lacking] = lackingSelectors(expr, selectors);
  if (lacking === undefined) return undefined;
  const metric = metricOf(lacking);
  const related = selectors.filter((wide) => metric === undefined || metricOf(wide) === metric);
  if (metric !== undefined && related.length === 0) {
    return `${metric} was never recorded: no query of the recorded plan asks for it${nearWords(metric, store)}`;
  }
  const held = related.length === 0 || metric === undefined ? "" : `, and the archive holds only ${listOf(related)}`;
  return `The query asks for ${printSelector(lacking)}, of which not all was recorded${held}`;
}

function listOf(selectors: readonly VectorSelector[]): string {
  return enumerate(selectors.map(printSelector));
}

function nearWords(metric: string, { series }: Recorded["store"]): string {
  const near = nearestNames(metric, new Set(series.flatMap(({ labels }) => labels.__name__ ?? [])));
  return near.length === 0 ? "" : `; the archive has ${enumerate(near)}`;
}

/** A selector of which samples were lost, and the recorder's words for it. */
export interface Loss {
  readonly selector: VectorSelector;
  readonly words: string;
}

/** What the recorder warned of that a query's answer may rest on: samples that the archive lacks. */
export function lossesOf({ losses }: { readonly losses: readonly Loss[] }, expr: Expr): readonly string[] {
  const needed = neededSelectors(expr);
  const own = losses.filter((loss) => needed.some((selector) => covers(loss.selector, selector)));
  return [...new Set(own.map(({ words }) => words))];
}
