import type { SyntaxNode } from "@lezer/common";
import type { Aggregation, Expr, Matcher, Position, VectorSelector } from "./ast.ts";
import { childNodes } from "./chain.ts";
import { aggregators } from "./functions.ts";
import { parseNumber, unquote } from "./literal.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

type Build = (node: SyntaxNode) => Expr;

/** The source of a node. */
export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}

/** The labels of a `by (…)`, `on (…)` or `group_left (…)` clause. */
export function labelList(node: SyntaxNode | undefined, text: string): string[] {
  if (node === undefined) return [];
  return childNodes(node).map((label) => label.type.name === "LabelName" ? textOf(label, text) : stringOf(label, text));
}

/** An expression that is no chain: a literal, selector, call, aggregation or parenthesis; `start` leaves a sign out. */
export function buildAtom(node: SyntaxNode, start: number, text: string, build: Build): Expr {
  const position = { start, end: node.to };
  switch (node.type.name) {
    case "NumberDurationLiteral":
      return { kind: "number", position, value: parseNumber(text.slice(start, node.to)) };
    case "StringLiteral":
      return { kind: "string", position, value: stringOf(node, text) };
    case "VectorSelector":
      return buildSelector(node, position, text);
    case "ParenExpr": {
      const [inner] = childNodes(node);
      if (inner === undefined) throw new QuerySyntaxError("Parentheses are empty", position);
      return { kind: "paren", position, expr: build(inner) };
    }
    case "FunctionCall": {
      const [name, body] = childNodes(node);
      const called = name === undefined ? "" : textOf(name, text);
      return {
        kind: "call",
        position,
        name: /^(min|max)_of$/i.test(called) ? called.toLowerCase() : called,
        args: body === undefined ? [] : childNodes(body).map(build),
      };
    }
    case "AggregateExpr":
      return buildAggregation(node, position, text, build);
    default:
      throw new QuerySyntaxError(`Unexpected ${textOf(node, text)}`, position);
  }
}

function buildAggregation(node: SyntaxNode, position: Position, text: string, build: Build): Aggregation {
  const parts = childNodes(node);
  const find = (name: string) => parts.find((part) => part.type.name === name);
  const operator = find("AggregateOp");
  const body = find("FunctionCallBody");
  const modifier = find("AggregateModifier");
  const name = operator === undefined ? "" : textOf(operator, text).toLowerCase();
  const args = body === undefined ? [] : childNodes(body).map(build);
  const wanted = aggregators.get(name) === undefined ? 1 : 2;
  const expr = args.at(-1);
  if (expr === undefined || args.length !== wanted) {
    const count = wanted === 1 ? "one argument" : "two arguments";
    throw new QuerySyntaxError(`"${name}" takes ${count}, not ${args.length}`, position);
  }
  const [kind, labels] = modifier === undefined ? [] : childNodes(modifier);
  return {
    kind: "aggregation",
    position,
    operator: name,
    ...(kind === undefined
      ? {}
      : { grouping: { kind: kind.type.name === "By" ? "by" : "without", labels: labelList(labels, text) } }),
    ...(wanted === 2 && args[0] !== undefined ? { parameter: args[0] } : {}),
    expr,
  };
}

function buildSelector(node: SyntaxNode, position: Position, text: string): VectorSelector {
  const matchers: Matcher[] = [];
  let name: string | undefined;
  const setName = (found: string) => {
    if (name !== undefined) throw new QuerySyntaxError(`Metric name is set twice: "${name}" and "${found}"`, position);
    name = found;
  };
  for (const part of childNodes(node)) {
    if (part.type.name === "Identifier") setName(textOf(part, text));
    if (part.type.name !== "LabelMatchers") continue;
    for (const item of childNodes(part)) {
      if (item.type.name === "QuotedLabelName") setName(stringOf(item, text));
      else matchers.push(matcherOf(item, text));
    }
  }
  const again = matchers.find((matcher) => matcher.name === "__name__");
  if (name !== undefined && again !== undefined) setName(again.value);
  return { kind: "selector", position, ...(name === undefined ? {} : { name }), matchers };
}

function matcherOf(node: SyntaxNode, text: string): Matcher {
  const [label, op, value] = childNodes(node);
  if (label === undefined || op === undefined || value === undefined) {
    throw new QuerySyntaxError("Matcher is incomplete", { start: node.from, end: node.to });
  }
  const name = label.type.name === "LabelName" ? textOf(label, text) : stringOf(label, text);
  return { name, op: operatorOf(textOf(op, text)), value: stringOf(value, text) };
}

function operatorOf(text: string): Matcher["op"] {
  return text === "=~" || text === "!~" || text === "!=" ? text : "=";
}

function stringOf(node: SyntaxNode, text: string): string {
  try {
    return unquote(textOf(node, text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new QuerySyntaxError(error.message, { start: node.from, end: node.to });
  }
}
