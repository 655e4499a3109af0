import type { SyntaxNode } from "@lezer/common";
import type { Aggregation, Call, Expr, Position } from "./ast.ts";
import { buildSelector, labelList, stringOf, textOf } from "./build-labels.ts";
import { numberAt } from "./build-number.ts";
import { childNodes } from "./chain.ts";
import { aggregators, findSignature } from "./functions.ts";
import { QuerySyntaxError } from "./syntax-error.ts";
import { unknownFunction } from "./unexpected.ts";

type Build = (node: SyntaxNode) => Expr;

/** An expression that is no chain: a literal, selector, call, aggregation or parenthesis; `start` leaves a sign out. */
export function buildAtom(node: SyntaxNode, start: number, text: string, build: Build): Expr {
  const position = { start, end: node.to };
  switch (node.type.name) {
    case "NumberDurationLiteral":
      return { kind: "number", position, value: numberAt(text, start, node.to) };
    case "StringLiteral":
      return { kind: "string", position, value: stringOf(node, text) };
    case "VectorSelector":
      return buildSelector(node, position, text);
    case "ParenExpr": {
      const [inner] = childNodes(node);
      if (inner === undefined) throw new QuerySyntaxError("parentheses are empty", position);
      return { kind: "paren", position, expr: build(inner) };
    }
    case "FunctionCall":
      return buildCall(node, position, text, build);
    case "AggregateExpr":
      return buildAggregation(node, position, text, build);
    default:
      throw new QuerySyntaxError(`unexpected ${textOf(node, text)}`, position);
  }
}

/** Functions that are words of the language, which may be written in any case. */
const keywordFunctions = /^(start|end|step|range|min_of|max_of)$/i;

function buildCall(node: SyntaxNode, position: Position, text: string, build: Build): Call {
  const nodes = childNodes(node).slice(1).flatMap(childNodes);
  const args = nodes.map(build);
  const called = /^[A-Za-z0-9_]*/.exec(text.slice(position.start, position.end))?.[0] ?? "";
  const name = keywordFunctions.test(called) ? called.toLowerCase() : called;
  if (findSignature(name) === undefined) throw unknownFunction({ text: called, start: position.start });
  if (name === "info") refuseNamedLabels(nodes[1], text);
  return { kind: "call", position, name, args };
}

/** What follows in "info" has no metric before its braces; in them it may. */
function refuseNamedLabels(node: SyntaxNode | undefined, text: string): void {
  if (node?.type.name !== "VectorSelector" || text[node.from] === "{") return;
  const position = { start: node.from, end: node.to };
  throw new QuerySyntaxError("expected label selectors only, got vector selector instead", position);
}

function buildAggregation(node: SyntaxNode, position: Position, text: string, build: Build): Aggregation {
  const parts = childNodes(node);
  const find = (name: string) => parts.find((part) => part.type.name === name);
  const operator = find("AggregateOp");
  const body = find("FunctionCallBody");
  const modifier = find("AggregateModifier");
  const name = operator === undefined ? "" : textOf(operator, text).toLowerCase();
  const [kind, labels] = modifier === undefined ? [] : childNodes(modifier);
  const grouping = kind &&
    { kind: kind.type.name === "By" ? "by" as const : "without" as const, labels: labelList(labels, text) };
  const args = body === undefined ? [] : childNodes(body).map(build);
  if (args.length === 0) throw new QuerySyntaxError("no arguments for aggregate expression provided", position);
  const wanted = aggregators.get(name) === undefined ? 1 : 2;
  const expr = args[wanted - 1];
  if (expr === undefined || args.length !== wanted) {
    const counts = `expected ${wanted}, got ${args.length}`;
    throw new QuerySyntaxError(`wrong number of arguments for aggregate expression provided, ${counts}`, position);
  }
  return {
    kind: "aggregation",
    position,
    operator: name,
    ...(grouping === undefined ? {} : { grouping }),
    ...(wanted === 2 && args[0] !== undefined ? { parameter: args[0] } : {}),
    expr,
  };
}
