import type { Aggregation, Position } from "../ast.ts";
import { annotationTexts } from "./annotation.ts";
import { type Column, hasValue } from "./column.ts";
import { countsOf } from "./counts.ts";
import type { Evaluation } from "./evaluation.ts";
import { groupColumns } from "./grouping.ts";
import { hashLabels } from "./label-hash.ts";
import { QueryError } from "./query-error.ts";

/** `limitk(k, v)`: at each step the first `k` series of each group. */
export function limitByCount(
  expr: Aggregation,
  columns: readonly Column[],
  numbers: Float64Array,
): Column[] {
  const counts = countsOf(numbers);
  if (counts === undefined) return [];
  return groupColumns(expr, columns).flatMap((group) => {
    const taken = new Float64Array(numbers.length);
    return group.columns.map((column) => {
      const present = column.present.map((flag, step) => {
        if (flag !== 1 || (taken[step] as number) >= (counts[step] as number)) return 0;
        taken[step] = (taken[step] as number) + 1;
        return 1;
      });
      return { ...column, present };
    });
  }).filter(hasValue);
}

/** `limit_ratio(r, v)`: that share of the series, chosen by a hash of their labels; a negative one gives the others. */
export function limitByRatio(
  evaluation: Evaluation,
  columns: readonly Column[],
  ratios: Float64Array,
  place: Position,
): Column[] {
  if (ratios.every((ratio) => ratio === 0)) return [];
  if (ratios.some(Number.isNaN)) throw new QueryError("execution", "Ratio value is NaN");
  const highest = ratios.reduce((a, b) => Math.max(a, b));
  const lowest = ratios.reduce((a, b) => Math.min(a, b));
  if (highest > 1) evaluation.warn(annotationTexts.ratio(highest, 1), place);
  if (lowest < -1) evaluation.warn(annotationTexts.ratio(lowest, -1), place);
  return columns.map((column) => {
    const offset = Number(hashLabels(column.labels)) / 2 ** 64;
    const present = column.present.map((flag, step) => {
      const ratio = Math.max(-1, Math.min(1, ratios[step] as number));
      const chosen = ratio >= 0 ? offset < ratio : offset >= 1 + ratio;
      return flag === 1 && chosen && ratio !== 0 ? 1 : 0;
    });
    return { ...column, present };
  }).filter(hasValue);
}
