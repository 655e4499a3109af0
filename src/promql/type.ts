import type { Expr } from "./ast.ts";
import { functions, type ValueType } from "./functions.ts";

/** What an expression yields, by its outermost part. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "selector":
    case "aggregation":
      return "vector";
    case "matrix":
    case "subquery":
      return "matrix";
    case "call":
      return functions.get(expr.name)?.result ?? "vector";
    case "binary":
      return typeOf(expr.left) === "scalar" && typeOf(expr.right) === "scalar" ? "scalar" : "vector";
    case "unary":
      return typeOf(expr.operand);
    case "paren":
      return typeOf(expr.expr);
  }
}

/** A type as Prometheus calls it in its errors. */
export const typeWords: Readonly<Record<ValueType, string>> = {
  scalar: "scalar",
  vector: "instant vector",
  matrix: "range vector",
  string: "string",
};
