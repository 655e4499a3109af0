import type { Aggregation, At, Binary, DurationExpr, Expr, Matcher, VectorSelector } from "./ast.ts";
import { levelOf } from "./chain.ts";
import { formatDurationLiteral } from "./duration.ts";
import { formatNumberLiteral } from "./number-literal.ts";
import { quoteString } from "./quote.ts";

/** The expression as PromQL that parses to an equal expression; parentheses only where they stand or are needed. */
export function printExpr(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return formatNumberLiteral(expr.value);
    case "string":
      return quoteString(expr.value);
    case "selector":
      return printSelector(expr) + modifiersOf(expr);
    case "matrix":
      return `${printSelector(expr.selector)}[${printDuration(expr.range)}]${modifiersOf(expr.selector)}`;
    case "subquery": {
      const step = expr.step === undefined ? "" : printDuration(expr.step);
      const inner = expr.expr.kind === "binary" || expr.expr.kind === "unary"
        ? `(${printExpr(expr.expr)})`
        : printExpr(expr.expr);
      return `${inner}[${printDuration(expr.range)}:${step}]${modifiersOf(expr)}`;
    }
    case "call":
      return `${expr.name}(${expr.args.map(printExpr).join(", ")})`;
    case "aggregation":
      return printAggregation(expr);
    case "binary":
      return printBinary(expr);
    case "unary":
      return `${expr.operator}${printOperand(expr.operand, levelOf("^"))}`;
    case "paren":
      return `(${printExpr(expr.expr)})`;
  }
}

/** The selector alone, without range, `offset` or `@`: what `/api/v1/series` takes. */
export function printSelector({ name, matchers }: VectorSelector): string {
  // Prometheus takes a name before the braces, or matchers of names in them.
  const stands = name !== undefined && isPlainName(name) && matchers.every((matcher) => matcher.name !== "__name__");
  if (stands && matchers.length === 0) return name;
  const inside = name === undefined || stands ? [] : [quoteString(name)];
  return `${stands ? name : ""}{${[...inside, ...matchers.map(printMatcher)].join(", ")}}`;
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z_:][A-Za-z0-9_:]*$/.test(name) && !reserved.test(name);
}

/** Words that never name a metric unless they are quoted. */
const reserved = /^(inf|nan|bool|on|ignoring|group_left|group_right|atan2)$/i;

function printMatcher({ name, op, value }: Matcher): string {
  return `${printLabel(name)}${op}${quoteString(value)}`;
}

function printLabel(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : quoteString(name);
}

function printLabels(labels: readonly string[]): string {
  return `(${labels.map((label) => (reserved.test(label) ? quoteString(label) : printLabel(label))).join(", ")})`;
}

function printAggregation(expr: Aggregation): string {
  const grouping = expr.grouping === undefined ? "" : ` ${expr.grouping.kind} ${printLabels(expr.grouping.labels)} `;
  const parameter = expr.parameter === undefined ? "" : `${printExpr(expr.parameter)}, `;
  return `${expr.operator}${grouping}(${parameter}${printExpr(expr.expr)})`;
}

function printBinary(expr: Binary): string {
  const level = levelOf(expr.operator);
  const leftLevel = expr.operator === "^" ? level + 1 : level;
  const rightLevel = expr.operator === "^" ? level : level + 1;
  // A sign binds looser than "^", so it would take the whole power.
  const left = expr.operator === "^" && expr.left.kind === "unary"
    ? `(${printExpr(expr.left)})`
    : printOperand(expr.left, leftLevel);
  return `${left} ${printOperator(expr)} ${printOperand(expr.right, rightLevel)}`;
}

/** An operand that must bind at least as tightly as `lowest`. */
function printOperand(expr: Expr, lowest: number): string {
  return expr.kind === "binary" && levelOf(expr.operator) < lowest ? `(${printExpr(expr)})` : printExpr(expr);
}

function printOperator(expr: Binary): string {
  const words = [expr.operator];
  if (expr.bool) words.push("bool");
  if (expr.matching !== undefined) {
    words.push(`${expr.matching.kind} ${printLabels(expr.matching.labels)}`);
    const group = expr.matching.group;
    if (group !== undefined) words.push(`group_${group.side} ${printLabels(group.labels)}`);
  }
  const { left, right } = expr.fill ?? {};
  if (left !== undefined && Object.is(left, right)) words.push(`fill (${printSigned(left)})`);
  else {
    if (left !== undefined) words.push(`fill_left (${printSigned(left)})`);
    if (right !== undefined) words.push(`fill_right (${printSigned(right)})`);
  }
  return words.join(" ");
}

function printSigned(value: number): string {
  const negative = value < 0 || Object.is(value, -0);
  return negative ? `-${formatNumberLiteral(-value)}` : formatNumberLiteral(value);
}

function modifiersOf(target: Pick<VectorSelector, "offset" | "at" | "extension">): string {
  const extension = target.extension === undefined ? "" : ` ${target.extension}`;
  const at = target.at === undefined ? "" : ` @ ${printAt(target.at)}`;
  const offset = target.offset === undefined ? "" : ` offset ${printDurationOperand(target.offset)}`;
  return extension + at + offset;
}

function printAt(at: At): string {
  return typeof at === "number" ? printSigned(at / 1_000) : `${at}()`;
}

/** A duration as it stands in brackets. */
function printDuration(expr: DurationExpr): string {
  switch (expr.kind) {
    case "seconds":
      return Number.isInteger(expr.value * 1_000)
        ? formatDurationLiteral(expr.value * 1_000)
        : formatNumberLiteral(expr.value);
    case "step":
    case "range":
      return `${expr.kind}()`;
    case "sign":
      return `${expr.operator}${printDurationOperand(expr.operand)}`;
    case "arithmetic":
      return `${printTerm(expr.left)} ${expr.operator} ${printTerm(expr.right)}`;
    case "min_of":
    case "max_of":
      return `${expr.kind}(${printDuration(expr.left)}, ${printDuration(expr.right)})`;
  }
}

function printTerm(expr: DurationExpr): string {
  return expr.kind === "sign" ? `(${printDuration(expr)})` : printDurationOperand(expr);
}

function printDurationOperand(expr: DurationExpr): string {
  return expr.kind === "arithmetic" || expr.kind === "sign" && expr.operand.kind !== "seconds"
    ? `(${printDuration(expr)})`
    : printDuration(expr);
}
