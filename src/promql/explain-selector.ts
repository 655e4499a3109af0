import { enumerate } from "../core/enumerate.ts";
import { formatDuration, formatInstant, formatNumber } from "../core/format.ts";
import type { At, DurationExpr, Matcher, Subquery, VectorSelector } from "./ast.ts";
import { durationOf } from "./duration.ts";

/** What a selector selects, and when: `"up" whose job is "app", 5 min earlier`. */
export function selectorWords(selector: VectorSelector): string {
  return `${seriesWords(selector)}${shiftWords(selector)}`;
}

/** What a selector selects: `"up" whose job is "app"`. */
export function seriesWords({ name, matchers }: VectorSelector): string {
  const shown = name === undefined ? "every series" : `"${name}"`;
  return `${shown}${conditions(matchers)}`;
}

const verbs = { "=": "is", "!=": "is not", "=~": "matches", "!~": "does not match" } as const;

/** What matchers ask for: ` whose job is "app" and code matches "5.."`; nothing without matchers. */
export function conditions(matchers: readonly Matcher[]): string {
  if (matchers.length === 0) return "";
  const all = matchers.map(({ name, op, value }) => {
    const label = name === "__name__" ? "name" : name;
    if (value === "" && op === "=") return `${label} is not set`;
    if (value === "" && op === "!=") return `${label} is set`;
    return `${label} ${verbs[op]} "${value}"`;
  });
  return ` whose ${enumerate(all)}`;
}

/** From when the samples of a selector or a subquery are, other than now: `, 5 min earlier`, `, at the start …`. */
export function shiftWords({ offset, at, extension }: Pick<VectorSelector, "offset" | "at" | "extension">): string {
  const when = at === undefined ? "" : `, at ${instantWords(at)}`;
  const how = extension === undefined ? "" : `, ${extensionWords[extension]}`;
  return `${how}${offset === undefined ? "" : `, ${offsetWords(offset)}`}${when}`;
}

const extensionWords = {
  anchored: "counting from the last sample before",
  smoothed: "interpolated between samples",
} as const;

function instantWords(at: At): string {
  if (typeof at !== "number") return `the ${at} of the query`;
  // A date of JavaScript ends 285,428 years from now.
  return Math.abs(at) > 8.64e15 ? `${formatNumber(at / 1_000)} s since 1970` : formatInstant(at);
}

function offsetWords(offset: DurationExpr): string {
  const duration = durationOf(offset);
  if (duration !== undefined && duration < 0) return `${formatDuration(-duration)} later`;
  return `${durationWords(offset)} earlier`;
}

/** The window of a range or a subquery: `over the last 5 min`, `evaluated every 15 s over the last 1 h`. */
export function windowWords(range: DurationExpr, subquery?: Subquery): string {
  const isKnown = durationOf(range) !== undefined;
  const window = isKnown ? `over the last ${durationWords(range)}` : `over a window of ${durationWords(range)}`;
  if (subquery === undefined) return window;
  const step = subquery.step === undefined ? "again and again" : `every ${durationWords(subquery.step)}`;
  return `evaluated ${step} ${window}`;
}

/** A duration for reading; one that depends on the query is told as it is computed. */
function durationWords(expr: DurationExpr): string {
  const duration = durationOf(expr);
  return duration !== undefined && Number.isFinite(duration) ? formatDuration(duration) : computedWords(expr);
}

/** How arithmetic reads between its operands. */
export const arithmeticWords = {
  "+": "plus",
  "-": "less",
  "*": "times",
  "/": "divided by",
  "%": "modulo",
  "^": "to the power of",
} as const;

function computedWords(expr: DurationExpr): string {
  switch (expr.kind) {
    case "seconds":
      return formatNumber(expr.value);
    case "step":
    case "range":
      return `the query's ${expr.kind}`;
    case "sign":
      return expr.operator === "-" ? `minus ${durationWords(expr.operand)}` : durationWords(expr.operand);
    case "arithmetic":
      return `${factorWords(expr.left)} ${arithmeticWords[expr.operator]} ${factorWords(expr.right)}`;
    case "min_of":
    case "max_of": {
      const which = expr.kind === "min_of" ? "shorter" : "longer";
      return `the ${which} of ${durationWords(expr.left)} and ${durationWords(expr.right)}`;
    }
  }
}

/** A part of a computed duration: a bare number is a number and not so many seconds. */
function factorWords(expr: DurationExpr): string {
  if (expr.kind === "seconds") {
    return Number.isInteger(expr.value) && expr.value < 60 ? String(expr.value) : durationWords(expr);
  }
  return expr.kind === "arithmetic" ? `(${durationWords(expr)})` : durationWords(expr);
}
