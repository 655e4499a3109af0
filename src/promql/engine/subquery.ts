import type { Duration } from "../../core/time.ts";
import type { Subquery } from "../ast.ts";
import { type Evaluation, resolveDuration, vectorOf } from "./evaluation.ts";
import { gridBetween } from "./grid.ts";
import { type Samples, samplesOfColumns } from "./samples.ts";

/**
 * The samples of a subquery for windows that end at `ends` (ascending, ms): evaluated once, over the union of them all.
 * Its steps are multiples of its step since the epoch, whatever the query's start.
 */
export function evaluateSubquery(
  evaluation: Evaluation,
  subquery: Subquery,
  ends: Float64Array,
  range: Duration,
): Samples[] {
  const [first, last] = [ends[0], ends[ends.length - 1]];
  if (first === undefined || last === undefined) return [];
  const step = subquery.step === undefined ? evaluation.subqueryStep : resolveDuration(evaluation, subquery.step, true);
  const left = first - range;
  let start = step * Math.floor(left / step);
  if (evaluation.rules === 2 ? start < left : start <= left) start += step;
  const grid = gridBetween(start, last, step);
  // Even where nothing is selected, its instants take room.
  evaluation.budget.take(grid.count);
  return grid.count === 0 ? [] : samplesOfColumns(vectorOf(evaluation, subquery.expr, grid), grid);
}
