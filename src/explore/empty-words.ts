import type { Expr } from "../promql/ast.ts";
import type { SampleStore } from "../promql/engine/store.ts";
import { printSelector } from "../promql/print.ts";
import { findSelectors, metricOf } from "../promql/selectors.ts";
import type { Catalog } from "./catalog.ts";
import { unknownMetrics } from "./look.ts";

/** Why a query has an empty answer, as far as its selectors tell: a sentence. */
export function emptyWords(expr: Expr, store: SampleStore, catalog: Catalog): string {
  const [unknown] = unknownMetrics(expr, catalog);
  if (unknown !== undefined) return `No series. ${unknown.text}.`;
  for (const selector of findSelectors(expr)) {
    if (store.select(selector).length > 0) continue;
    const name = metricOf(selector);
    const known = catalog.find((metric) => metric.name === name);
    const printed = printSelector(selector);
    if (known === undefined) return `No series: nothing in the archive is selected by ${printed}.`;
    const all = known.series === 1 ? "the one series" : `none of the ${known.series} series`;
    return `No series: ${all} of "${known.name}" is ${known.series === 1 ? "not " : ""}selected by ${printed}.`;
  }
  return "No series: what the query selects is in the archive, but has no value at these instants, or its operators leave " +
    "nothing of it.";
}
