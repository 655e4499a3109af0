import type { Binary } from "../ast.ts";
import { annotationTexts } from "./annotation.ts";
import { mergeColumns, withoutName } from "./assemble.ts";
import type { Column } from "./column.ts";
import type { Evaluation, Yield } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { isComparison, isTrim, operatorOf } from "./operator-values.ts";
import { isSetOperator, operateOnSets } from "./set-operators.ts";
import { operateOnVectors } from "./vector-match.ts";

/** A binary operator over scalars, vectors or one of each. */
export function evaluateBinary(evaluation: Evaluation, expr: Binary, grid: Grid): Yield {
  const left = evaluation.evaluate(expr.left, grid);
  const right = evaluation.evaluate(expr.right, grid);
  if (left.kind === "scalar" && right.kind === "scalar") {
    const operate = operatorOf(expr.operator);
    evaluation.budget.take(grid.count);
    return { kind: "scalar", values: left.values.map((value, step) => operate(value, right.values[step] as number)) };
  }
  if (left.kind === "vector" && right.kind === "vector") {
    const sides = { left: left.columns, right: right.columns, count: grid.count };
    const columns = isSetOperator(expr.operator)
      ? operateOnSets(expr, sides)
      : operateOnVectors(evaluation, expr, sides);
    return { kind: "vector", columns };
  }
  if (left.kind === "vector" && right.kind === "scalar") {
    return {
      kind: "vector",
      columns: withScalar(evaluation, expr, left.columns, { scalar: right.values, side: "right" }),
    };
  }
  if (left.kind === "scalar" && right.kind === "vector") {
    return {
      kind: "vector",
      columns: withScalar(evaluation, expr, right.columns, { scalar: left.values, side: "left" }),
    };
  }
  throw new TypeError(`No operator "${expr.operator}" for a ${left.kind} and a ${right.kind}`);
}

/** A comparison filters and keeps the vector's own value, whichever side the scalar is on. */
function withScalar(
  evaluation: Evaluation,
  { operator, bool, position }: Binary,
  columns: readonly Column[],
  { scalar, side }: { readonly scalar: Float64Array; readonly side: "left" | "right" },
): Column[] {
  if (isTrim(operator)) {
    if (columns.length > 0) evaluation.inform(annotationTexts.floatsOnly(operator), position);
    return [];
  }
  const operate = operatorOf(operator);
  const compares = isComparison(operator);
  return mergeColumns(columns.map((column) => {
    evaluation.budget.take(scalar.length);
    evaluation.budget.check();
    const results = column.values.map((value, step) =>
      side === "left" ? operate(scalar[step] as number, value) : operate(value, scalar[step] as number)
    );
    if (evaluation.rules === 2 && operator === "atan2") return { ...column, values: results };
    if (!compares || bool) return withoutName(evaluation, { ...column, values: results });
    return { ...column, present: column.present.map((flag, step) => flag === 1 && results[step] === 1 ? 1 : 0) };
  }));
}
