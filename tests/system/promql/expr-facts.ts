import { childrenOf, type Expr } from "../../../src/promql/ast.ts";
import type { Answer } from "./answer.ts";

/** Whether the expression or a part of it is such. */
export function some(expr: Expr, holds: (part: Expr) => boolean): boolean {
  return holds(expr) || childrenOf(expr).some((child) => some(child, holds));
}

/** Whether an expression is the same at every step: all that it looks at has an `@`, and it does not ask for the time. */
export function isPinned(expr: Expr): boolean {
  if (expr.kind === "selector" || expr.kind === "subquery") return expr.at !== undefined;
  if (expr.kind === "call" && (timely.test(expr.name) || expr.args.length === 0 && expr.name !== "pi")) return false;
  return childrenOf(expr).every(isPinned);
}

const timely = /^(time|timestamp|predict_linear)$/;

/** Whether two series of an answer have the same value at one instant; NaN is the same as NaN. */
export function hasEqualValues(answer: Answer): boolean {
  if (answer.kind === "refusal") return false;
  const seen = new Set<string>();
  return answer.series.some(({ times, values }) =>
    Array.from(times, (at, index) => `${at} ${values[index]! + 0}`).some((key) => seen.size === seen.add(key).size)
  );
}

/** The largest finite magnitude among the values of an expression's parts, its own included. */
export function largestIn(expr: Expr, ask: (part: Expr) => Answer): number {
  const own = expr.kind === "matrix" || expr.kind === "subquery" || expr.kind === "string" ? undefined : ask(expr);
  const magnitudes = own?.kind === "value" ? own.series.flatMap(({ values }) => Array.from(values, Math.abs)) : [];
  const largest = magnitudes.filter(Number.isFinite).reduce((a, b) => Math.max(a, b), 0);
  return childrenOf(expr).reduce((most, child) => Math.max(most, largestIn(child, ask)), largest);
}
