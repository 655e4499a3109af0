import { childrenOf, type Expr } from "../ast.ts";

/** Functions that tell of the evaluation's own time, and so change from step to step. */
const timely = new Set(
  "days_in_month day_of_month day_of_week day_of_year hour minute month year predict_linear time timestamp".split(" "),
);

const known = new WeakMap<Expr, boolean>();

/** Whether an expression gives the same at every step: every selector in it is pinned by `@`. */
export function isInvariant(expr: Expr): boolean {
  const found = known.get(expr) ?? findOut(expr);
  known.set(expr, found);
  return found;
}

function findOut(expr: Expr): boolean {
  switch (expr.kind) {
    case "number":
    case "string":
      return true;
    case "selector":
    case "subquery":
      return expr.at !== undefined;
    case "aggregation":
      return isInvariant(expr.expr) && (expr.parameter === undefined || isInvariant(expr.parameter));
    case "call":
      return !timely.has(expr.name) && expr.args.every(isInvariant);
    case "matrix":
    case "paren":
    case "unary":
    case "binary":
      return childrenOf(expr).every(isInvariant);
  }
}
