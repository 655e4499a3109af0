import type { Aggregation } from "../ast.ts";
import { quoteString } from "../quote.ts";
import { mergeColumns } from "./assemble.ts";
import { type Column, emptyColumn } from "./column.ts";
import { type Evaluation, textOf, vectorOf } from "./evaluation.ts";
import { formatPlain } from "./go-number.ts";
import type { Grid } from "./grid.ts";
import { groupLabels } from "./grouping.ts";
import { isLabelName } from "./label-functions.ts";
import { keyOf, withLabel } from "./label-set.ts";
import { QueryError } from "./query-error.ts";

/** `count_values(label, v)`: how many series have each value, told apart by the label. */
export function countValues(evaluation: Evaluation, expr: Aggregation, grid: Grid): Column[] {
  const name = textOf(expr.parameter);
  if (!isLabelName(name, evaluation.rules)) {
    throw new QueryError("execution", `invalid label name ${quoteString(name)}`, expr.parameter?.position);
  }
  const grouping = expr.grouping?.kind === "without"
    ? expr.grouping
    : { kind: "by" as const, labels: [...expr.grouping?.labels ?? [], name] };
  const counts = new Map<string, Column>();
  const countersOf = new Map<number | string, Map<Column, Column>>();
  for (const column of vectorOf(evaluation, expr.expr, grid)) {
    evaluation.budget.check();
    for (let step = 0; step < grid.count; step++) {
      if (column.present[step] !== 1) continue;
      const counter = counterFor(column, column.values[step] as number);
      counter.values[step] = (counter.values[step] as number) + 1;
      counter.present[step] = 1;
    }
  }
  return mergeColumns([...counts.values()]);

  function counterFor(column: Column, value: number): Column {
    // A map takes 0 and -0 for one key.
    const valueKey = Object.is(value, -0) ? "-0" : value;
    const ofValue = countersOf.get(valueKey) ?? new Map<Column, Column>();
    countersOf.set(valueKey, ofValue);
    const known = ofValue.get(column);
    if (known !== undefined) return known;
    const labels = groupLabels({ grouping }, withLabel(column.labels, name, formatPlain(value)));
    const key = keyOf(labels);
    const counter = counts.get(key) ?? emptyColumn(labels, grid.count);
    if (!counts.has(key)) evaluation.budget.take(grid.count);
    counts.set(key, counter);
    ofValue.set(column, counter);
    return counter;
  }
}
