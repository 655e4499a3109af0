import { type Call, type Expr, withoutParens } from "../ast.ts";
import { mergeColumns, withoutName } from "./assemble.ts";
import type { Column } from "./column.ts";
import { type Evaluation, vectorOf } from "./evaluation.ts";
import { type Grid, timesOf } from "./grid.ts";
import { selectVector } from "./select.ts";

/** `timestamp(v)`: when each sample was taken, in seconds; of a value that was computed, when it was. */
export function timestampOf(evaluation: Evaluation, call: Call, grid: Grid): Column[] {
  const argument = call.args[0];
  if (argument === undefined) return [];
  const inner = withoutOffset(withoutParens(argument));
  const columns = inner.kind === "selector"
    ? selectVector(evaluation, inner, grid, ({ times }, index) => (times[index] as number) / 1_000)
    : timed(vectorOf(evaluation, argument, grid), grid);
  return mergeColumns(columns.map((column) => withoutName(evaluation, column)));
}

/** Prometheus forgets the offset of a selector here when that is pinned by `@`. */
function withoutOffset(expr: Expr): Expr {
  if (expr.kind !== "selector" || expr.at === undefined) return expr;
  const { offset: _, ...pinned } = expr;
  return pinned;
}

function timed(columns: readonly Column[], grid: Grid): Column[] {
  const values = timesOf(grid).map((at) => at / 1_000);
  return columns.map((column) => ({ ...column, values }));
}
