import type { SyntaxNode } from "@lezer/common";
import type { DurationExpr } from "./ast.ts";
import { numberAt } from "./build-number.ts";
import { childNodes } from "./chain.ts";
import { literalSeconds } from "./duration.ts";
import { isBeyondDuration } from "./number-literal.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** A range or a step: a duration that is above 0 where it is a literal. */
export function buildRange(node: SyntaxNode, text: string): DurationExpr {
  const duration = buildDuration(node, text);
  const seconds = literalSeconds(duration);
  if (seconds === undefined || seconds > 0) return duration;
  throw new QuerySyntaxError("duration must be greater than 0", duration.position);
}

/** The duration of a Lezer node from inside `[…]` or after `offset`. */
export function buildDuration(node: SyntaxNode, text: string): DurationExpr {
  const position = { start: node.from, end: node.to };
  const [first, second, third] = childNodes(node);
  if (first === undefined) return literal(node, text);
  switch (first.type.name) {
    case "NumberDurationLiteralInDurationContext":
      return literal(first, text);
    case "DurationStep":
      return { kind: "step", position };
    case "DurationRange":
      return { kind: "range", position };
    case "UnaryOp": {
      if (second === undefined) break;
      const operator = text[first.from] === "-" ? "-" : "+";
      return { kind: "sign", position, operator, operand: buildDuration(second, text) };
    }
    case "DurationMinOf":
    case "DurationMaxOf": {
      if (second === undefined || third === undefined) break;
      const kind = first.type.name === "DurationMinOf" ? "min_of" : "max_of";
      return { kind, position, left: buildDuration(second, text), right: buildDuration(third, text) };
    }
    default: {
      if (second === undefined || third === undefined) return buildDuration(first, text);
      return buildArithmetic(first, second, third, text);
    }
  }
  throw new QuerySyntaxError("duration is incomplete", position);
}

function buildArithmetic(first: SyntaxNode, symbol: SyntaxNode, last: SyntaxNode, text: string): DurationExpr {
  const left = buildDuration(first, text);
  const right = buildDuration(last, text);
  const operator = text.charAt(symbol.from);
  const position = { start: symbol.from, end: symbol.to };
  if (!isArithmetic(operator)) throw new QuerySyntaxError(`unexpected <op:${operator}>`, position);
  if (literalSeconds(right) === 0 && (operator === "/" || operator === "%")) {
    throw new QuerySyntaxError(operator === "/" ? "division by zero" : "modulo by zero", position);
  }
  return { kind: "arithmetic", position: { start: first.from, end: last.to }, operator, left, right };
}

function literal(node: SyntaxNode, text: string): DurationExpr {
  const position = { start: node.from, end: node.to };
  const value = numberAt(text, node.from, node.to);
  if (isBeyondDuration(value)) throw new QuerySyntaxError("duration out of range", position);
  return { kind: "seconds", position, value };
}

function isArithmetic(operator: string): operator is "+" | "-" | "*" | "/" | "%" | "^" {
  return operator !== "" && "+-*/%^".includes(operator);
}
