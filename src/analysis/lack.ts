import type { Expr, VectorSelector } from "../promql/ast.ts";
import { nearestNames } from "../promql/nearest.ts";
import { printSelector } from "../promql/print.ts";
import { covers, neededSelectors } from "../promql/selection.ts";
import { metricOf } from "../promql/selectors.ts";
import type { Holdings } from "./holdings.ts";
import { enumerate } from "./plural.ts";

/**
 * Which samples that a query needs were never recorded, as a sentence; `undefined` when all that it selects was.
 *
 * An archive holds what the queries of its plan select. Where a query selects more, the archive holds a part at most, and an
 * answer from that part would be wrong without a sign of it.
 */
export function lackOf({ store, selectors }: Holdings, expr: Expr): string | undefined {
  const lacking = neededSelectors(expr).find((selector) => !selectors.some((wide) => covers(wide, selector)));
  if (lacking === undefined) return undefined;
  const metric = metricOf(lacking);
  const related = selectors.filter((wide) => metric === undefined || metricOf(wide) === metric);
  if (metric !== undefined && related.length === 0) {
    return `${metric} was never recorded: no query of the recorded plan asks for it${nearWords(metric, store.series)}`;
  }
  const held = related.length === 0 || metric === undefined ? "" : `, and the archive holds only ${listOf(related)}`;
  return `The query asks for ${printSelector(lacking)}, of which not all was recorded${held}`;
}

function listOf(selectors: readonly VectorSelector[]): string {
  return enumerate(selectors.map(printSelector));
}

function nearWords(metric: string, series: Holdings["store"]["series"]): string {
  const near = nearestNames(metric, new Set(series.flatMap(({ labels }) => labels.__name__ ?? [])));
  return near.length === 0 ? "" : `; the archive has ${enumerate(near)}`;
}

/** What the recorder warned of that a query's answer may rest on: samples that the archive lacks. */
export function lossesOf({ losses }: Holdings, expr: Expr): readonly string[] {
  const needed = neededSelectors(expr);
  const own = losses.filter((loss) => needed.some((selector) => covers(loss.selector, selector)));
  return [...new Set(own.map(({ words }) => words))];
}
