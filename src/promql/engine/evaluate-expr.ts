import type { Expr } from "../ast.ts";
import { aggregate } from "./aggregate.ts";
import { distinctColumns, mergeColumns, withoutName } from "./assemble.ts";
import { evaluateBinary } from "./binary.ts";
import { evaluateCall } from "./calls.ts";
import type { Column } from "./column.ts";
import type { Evaluation, Yield } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { isInvariant } from "./invariant.ts";
import { selectVector } from "./select.ts";

/** Evaluates a part of a query over a grid; what is the same at every step is worked out once. */
export function evaluateExpr(evaluation: Evaluation, expr: Expr, grid: Grid): Yield {
  const { budget } = evaluation;
  budget.check();
  const before = budget.held;
  const found = grid.count > 1 && isInvariant(expr)
    ? repeatedYield(evaluation, expr, grid)
    : yieldOf(evaluation, expr, grid);
  // What only its parts needed is let go.
  budget.held = before;
  budget.take(found.kind === "vector" ? found.columns.length * grid.count : grid.count);
  return found;
}

function repeatedYield(evaluation: Evaluation, expr: Expr, grid: Grid): Yield {
  const once = yieldOf(evaluation, expr, { ...grid, count: 1 });
  if (once.kind === "string") return once;
  const size = once.kind === "scalar" ? 1 : once.columns.length;
  evaluation.budget.take(size * grid.count);
  if (once.kind === "scalar") {
    return { kind: "scalar", values: new Float64Array(grid.count).fill(once.values[0] as number) };
  }
  return {
    kind: "vector",
    columns: once.columns.map((column) => ({
      ...column,
      values: new Float64Array(grid.count).fill(column.values[0] as number),
      present: new Uint8Array(grid.count).fill(1),
    })),
  };
}

function yieldOf(evaluation: Evaluation, expr: Expr, grid: Grid): Yield {
  switch (expr.kind) {
    case "number":
      evaluation.budget.take(grid.count);
      return { kind: "scalar", values: new Float64Array(grid.count).fill(expr.value) };
    case "string":
      return { kind: "string", value: expr.value };
    case "selector":
      return { kind: "vector", columns: selectVector(evaluation, expr, grid) };
    case "paren":
      return evaluation.evaluate(expr.expr, grid);
    case "unary": {
      const found = evaluation.evaluate(expr.operand, grid);
      if (expr.operator === "+" || found.kind === "string") return found;
      if (found.kind === "scalar") return { kind: "scalar", values: found.values.map((value) => -value) };
      return { kind: "vector", columns: negated(evaluation, found.columns) };
    }
    case "binary":
      return evaluateBinary(evaluation, expr, grid);
    case "aggregation":
      return { kind: "vector", columns: aggregate(evaluation, expr, grid) };
    case "call":
      return evaluateCall(evaluation, expr, grid);
    case "matrix":
    case "subquery":
      throw new TypeError("A range vector has no value at one instant");
  }
}

function negated(evaluation: Evaluation, columns: readonly Column[]): Column[] {
  const negative = columns.map((column) =>
    withoutName(evaluation, { ...column, values: column.values.map((value) => -value) })
  );
  return evaluation.rules === 2 ? distinctColumns(negative) : mergeColumns(negative);
}
