import type { SyntaxNode } from "@lezer/common";
import type { DurationExpr } from "./ast.ts";
import { childNodes } from "./chain.ts";
import { parseNumber } from "./literal.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

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
      const operator = text[second.from];
      if (operator === undefined || !isArithmetic(operator)) break;
      const left = buildDuration(first, text);
      return { kind: "arithmetic", position, operator, left, right: buildDuration(third, text) };
    }
  }
  throw new QuerySyntaxError("Duration is incomplete", position);
}

function literal(node: SyntaxNode, text: string): DurationExpr {
  const position = { start: node.from, end: node.to };
  return { kind: "seconds", position, value: parseNumber(text.slice(node.from, node.to)) };
}

function isArithmetic(operator: string): operator is "+" | "-" | "*" | "/" | "%" | "^" {
  return "+-*/%^".includes(operator);
}
