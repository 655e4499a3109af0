import type { Aggregation } from "../ast.ts";
import { type Column, hasValue } from "./column.ts";
import { countsOf } from "./counts.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Group, groupColumns } from "./grouping.ts";
import type { Rules } from "./options.ts";
import { type Entry, keepBest } from "./value-heap.ts";

/** `topk` and `bottomk`: of each group the series with the highest or lowest values; at one instant in that order. */
export function topValues(
  evaluation: Evaluation,
  expr: Aggregation,
  columns: readonly Column[],
  numbers: Float64Array,
): Column[] {
  const counts = countsOf(numbers, evaluation.rules);
  if (counts === undefined) return [];
  const sign = expr.operator === "topk" ? 1 : -1;
  return groupColumns(expr, columns).flatMap((group) => {
    const masks = group.columns.map((column) => ({ ...column, present: new Uint8Array(numbers.length) }));
    const order = new Set<number>();
    for (let step = 0; step < numbers.length; step++) {
      evaluation.budget.check();
      const k = Math.min(counts[step] as number, columns.length);
      for (const index of bestAt(group, step, k, sign, evaluation.rules)) {
        (masks[index] as Column).present[step] = 1;
        order.add(index);
      }
    }
    return [...order].map((index) => masks[index] as Column);
  }).filter(hasValue);
}

/** The indices of a group's best columns at a step, best first. */
function bestAt({ columns }: Group, step: number, k: number, sign: 1 | -1, rules: Rules): number[] {
  if (k < 1) return [];
  const entries: Entry[] = [];
  columns.forEach(({ values, present }, index) => {
    if (present[step] === 1) entries.push({ index, value: sign * (values[step] as number) });
  });
  return keepBest(entries, k, rules).map(({ index }) => index);
}
