import type { Instant } from "../../../src/core/time.ts";
import type { Expr } from "../../../src/promql/ast.ts";

/** Functions whose answer changes with the time of the evaluation even where their arguments do not. */
const unsafe = new Set(
  ("day_of_month day_of_week day_of_year days_in_month end hour minute month predict_linear range start step time " +
    "timestamp year").split(" "),
);

/**
 * The expression with `@ at` on each selector and subquery that names no instant, so that it answers the same at any time.
 *
 * - What stands in a subquery is left as it is: the subquery is pinned.
 * - `undefined` where a function outside of subqueries makes the answer depend on the time all the same.
 */
export function pinExpr(expr: Expr, at: Instant): Expr | undefined {
  return dependsOnTime(expr) ? undefined : pinned(expr, at);
}

function dependsOnTime(expr: Expr): boolean {
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
    case "matrix":
    case "subquery":
      return false;
    case "call":
      return unsafe.has(expr.name) || expr.args.some(dependsOnTime);
    case "aggregation":
      return dependsOnTime(expr.expr) || (expr.parameter !== undefined && dependsOnTime(expr.parameter));
    case "binary":
      return dependsOnTime(expr.left) || dependsOnTime(expr.right);
    case "unary":
      return dependsOnTime(expr.operand);
    case "paren":
      return dependsOnTime(expr.expr);
  }
}

function pinned(expr: Expr, at: Instant): Expr {
  switch (expr.kind) {
    case "number":
    case "string":
      return expr;
    case "selector":
    case "subquery":
      return typeof expr.at === "number" ? expr : { ...expr, at };
    case "matrix":
      return typeof expr.selector.at === "number" ? expr : { ...expr, selector: { ...expr.selector, at } };
    case "call":
      return { ...expr, args: expr.args.map((arg) => pinned(arg, at)) };
    case "aggregation": {
      const parameter = expr.parameter && pinned(expr.parameter, at);
      return { ...expr, expr: pinned(expr.expr, at), ...(parameter === undefined ? {} : { parameter }) };
    }
    case "binary":
      return { ...expr, left: pinned(expr.left, at), right: pinned(expr.right, at) };
    case "unary":
      return { ...expr, operand: pinned(expr.operand, at) };
    case "paren":
      return { ...expr, expr: pinned(expr.expr, at) };
  }
}
