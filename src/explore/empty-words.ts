import type { Expr } from "../promql/ast.ts";
import { lackOf } from "../promql/lack.ts";
import { findUnmatched } from "../promql/unmatched.ts";
import type { Archive } from "./archive.ts";
import { unknownMetrics } from "./look.ts";

/** Why a query has an empty answer, as far as its selectors tell: a sentence. */
export function emptyWords(expr: Expr, archive: Archive): string {
  const { store, catalog } = archive;
  // The remarks on the query say which, and what is near.
  if (unknownMetrics(expr, catalog).length > 0) return "No series: the archive holds no such metric.";
  // The doubts of the answer say what, and what the archive has instead.
  if (lackOf(archive, expr) !== undefined) {
    return "No series in the archive: whether there were any cannot be told, since not all that the query asks for was recorded.";
  }
  const [unmatched] = findUnmatched(expr, store);
  if (unmatched !== undefined) return unmatched.endsWith("?") ? unmatched : `${unmatched}.`;
  return "No series: what the query selects is in the archive, but has no value at these instants, or its operators leave " +
    "nothing of it.";
}
