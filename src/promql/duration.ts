import type { Duration } from "../core/time.ts";
import type { DurationExpr } from "./ast.ts";

/** What `step()` and `range()` stand for, ms. */
export interface DurationContext {
  readonly step?: Duration;
  readonly range?: Duration;
}

/**
 * The duration in ms, cut to whole ms as Prometheus does; `undefined` when it lacks its step or range.
 * A literal is rounded to ns before; what is computed is cut at once.
 */
export function durationOf(expr: DurationExpr, context: DurationContext = {}): Duration | undefined {
  const literal = literalSeconds(expr);
  if (literal !== undefined) return Math.trunc(Math.round(literal * 1e9) / 1e6);
  const seconds = secondsOf(expr, context);
  return seconds === undefined ? undefined : Math.trunc(seconds * 1_000);
}

/** The seconds of a duration that is a number or a literal such as `5m`, perhaps with signs; else `undefined`. */
export function literalSeconds(expr: DurationExpr): number | undefined {
  if (expr.kind === "seconds") return expr.value;
  if (expr.kind !== "sign") return undefined;
  const operand = literalSeconds(expr.operand);
  return operand === undefined || expr.operator === "+" ? operand : -operand;
}

/** The duration in seconds, as it is computed; `undefined` when it lacks its step or range. */
export function secondsOf(expr: DurationExpr, context: DurationContext = {}): number | undefined {
  switch (expr.kind) {
    case "seconds":
      return expr.value;
    case "step":
    case "range": {
      const given = context[expr.kind];
      return given === undefined ? undefined : given / 1_000;
    }
    case "sign": {
      const operand = secondsOf(expr.operand, context);
      return operand === undefined ? undefined : expr.operator === "-" ? -operand : operand;
    }
    case "arithmetic":
    case "min_of":
    case "max_of": {
      const left = secondsOf(expr.left, context);
      const right = secondsOf(expr.right, context);
      if (left === undefined || right === undefined) return undefined;
      if (expr.kind === "arithmetic") return compute(expr.operator, left, right);
      return expr.kind === "min_of" ? Math.min(left, right) : Math.max(left, right);
    }
  }
}

function compute(operator: "+" | "-" | "*" | "/" | "%" | "^", left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "^":
      return left ** right;
  }
}

const units = [
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
] as const;

/** A whole number of ms as a duration literal of PromQL: `1m30s`, `250ms`, `0s`. */
export function formatDurationLiteral(duration: Duration): string {
  if (duration === 0) return "0s";
  let rest = duration;
  let text = "";
  for (const [unit, length] of units) {
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text;
}
