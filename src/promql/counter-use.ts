import type { Duration } from "../core/time.ts";
import { type Expr, type VectorSelector, withoutParens } from "./ast.ts";
import { durationOf } from "./duration.ts";

/** A counter as a query uses it. */
export interface CounterUse {
  readonly selector: VectorSelector;
  /** ms; `undefined` when the counter is used without `rate` or `increase`. */
  readonly window: Duration | undefined;
  /** What the value is multiplied by. */
  readonly scale: number;
}

/** Whether a metric's name is one that counters have. */
export function looksLikeCounter(name: string): boolean {
  return /_(total|count|sum|bucket)$/.test(name);
}

/** One use of a counter divided by another, factors gathered; `undefined` when the expression is no such division. */
export function findDivision(
  expr: Expr,
): { numerator: CounterUse; denominator: CounterUse; scale: number } | undefined {
  const { inner, scale } = withoutFactors(expr);
  if (inner.kind !== "binary") return undefined;
  if (inner.operator === "or" && isZero(inner.right)) {
    const division = findDivision(inner.left);
    return division && { ...division, scale: division.scale * scale };
  }
  if (inner.operator !== "/") return undefined;
  const numerator = findCounterUse(inner.left);
  const denominator = findCounterUse(inner.right);
  if (numerator === undefined || denominator === undefined) return undefined;
  return { numerator, denominator, scale: scale * numerator.scale / denominator.scale };
}

/** The one counter that an expression sums up, with its window; `undefined` when there is not exactly one. */
export function findCounterUse(expr: Expr): CounterUse | undefined {
  const { inner, scale } = withoutFactors(expr);
  switch (inner.kind) {
    case "selector":
      return isShifted(inner) ? undefined : { selector: inner, window: undefined, scale };
    case "aggregation": {
      const use = inner.operator === "sum" ? findCounterUse(inner.expr) : undefined;
      return use && { ...use, scale: use.scale * scale };
    }
    case "call": {
      const [range] = inner.args;
      if (!/^(rate|increase|irate)$/.test(inner.name) || range?.kind !== "matrix") return undefined;
      const window = durationOf(range.range);
      if (window === undefined || isShifted(range.selector)) return undefined;
      return { selector: range.selector, window, scale };
    }
    case "binary": {
      if (inner.operator !== "or" || !isZero(inner.right)) return undefined;
      const use = findCounterUse(inner.left);
      return use && { ...use, scale: use.scale * scale };
    }
    default:
      return undefined;
  }
}

/** The expression without `* 100`, `100 *` and `/ 0.01` around it, and their product. */
export function withoutFactors(expr: Expr): { inner: Expr; scale: number } {
  const inner = withoutParens(expr);
  if (inner.kind !== "binary") return { inner, scale: 1 };
  const left = numberOf(inner.left);
  const right = numberOf(inner.right);
  if (inner.operator === "*" && right !== undefined) return scaled(inner.left, right);
  if (inner.operator === "*" && left !== undefined) return scaled(inner.right, left);
  if (inner.operator === "/" && right !== undefined) return scaled(inner.left, 1 / right);
  return { inner, scale: 1 };
}

function scaled(expr: Expr, factor: number): { inner: Expr; scale: number } {
  const { inner, scale } = withoutFactors(expr);
  return { inner, scale: scale * factor };
}

/** The value of a literal, with its sign; `undefined` for anything else. */
export function numberOf(expr: Expr): number | undefined {
  const inner = withoutParens(expr);
  if (inner.kind === "number") return inner.value;
  if (inner.kind !== "unary") return undefined;
  const operand = numberOf(inner.operand);
  return operand === undefined || inner.operator === "+" ? operand : -operand;
}

/** `vector(0)`, or a product with 0. */
function isZero(expr: Expr): boolean {
  const inner = withoutParens(expr);
  if (inner.kind === "call" && inner.name === "vector" && inner.args[0] !== undefined) {
    return numberOf(inner.args[0]) === 0;
  }
  if (inner.kind === "aggregation") return isZero(inner.expr);
  return inner.kind === "binary" && inner.operator === "*" &&
    (numberOf(inner.left) === 0 || numberOf(inner.right) === 0);
}

function isShifted(selector: VectorSelector): boolean {
  return selector.offset !== undefined || selector.at !== undefined;
}
