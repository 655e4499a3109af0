import type { Expr } from "../../src/promql/ast.ts";

/** An expression as a text that is equal for equal expressions, wherever they stand. */
export function withoutPositions(expr: Expr): string {
  return JSON.stringify(expr, (key, inner: unknown) => {
    if (key === "position" || key === "operatorPosition") return undefined;
    if (typeof inner === "number" && !Number.isFinite(inner)) return String(inner);
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
