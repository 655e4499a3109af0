import { power } from "./go-number.ts";

/** What a binary operator makes of two numbers; a comparison gives 1 or 0. */
export type OperatorFunction = (left: number, right: number) => number;

const arithmetic: Readonly<Record<string, OperatorFunction>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "^": power,
  atan2: Math.atan2,
};

const comparisons: Readonly<Record<string, OperatorFunction>> = {
  "==": (left, right) => left === right ? 1 : 0,
  "!=": (left, right) => left !== right ? 1 : 0,
  ">": (left, right) => left > right ? 1 : 0,
  "<": (left, right) => left < right ? 1 : 0,
  ">=": (left, right) => left >= right ? 1 : 0,
  "<=": (left, right) => left <= right ? 1 : 0,
};

/** Whether an operator compares, and so filters a vector unless it has `bool`. */
export function isComparison(operator: string): boolean {
  return Object.hasOwn(comparisons, operator);
}

/** Whether an operator keeps what only native histograms have: it has no answer for numbers. */
export function isTrim(operator: string): boolean {
  return operator === "</" || operator === ">/";
}

/** The function of an arithmetic or comparison operator. */
export function operatorOf(operator: string): OperatorFunction {
  const found = arithmetic[operator] ?? comparisons[operator];
  if (found === undefined) throw new TypeError(`No operator "${operator}"`);
  return found;
}
