import type { SyntaxNode } from "@lezer/common";
import type { Matcher, Position, VectorSelector } from "./ast.ts";
import { childNodes } from "./chain.ts";
import { unquote } from "./literal.ts";
import { quoteString } from "./quote.ts";
import { compileRegex } from "./selectors.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** The source of a node. */
export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}

/** The value of a string, or of a node around one. */
export function stringOf(node: SyntaxNode, text: string): string {
  return unquote(textOf(node, text));
}

/** The labels of a `by (…)`, `on (…)` or `group_left (…)` clause. */
export function labelList(node: SyntaxNode | undefined, text: string): string[] {
  if (node === undefined) return [];
  return childNodes(node).map((label) => {
    const name = labelOf(label, text);
    if (name !== "") return name;
    throw new QuerySyntaxError(`invalid label name for grouping: ${quoteString(name)}`, {
      start: label.from,
      end: label.to,
    });
  });
}

function labelOf(node: SyntaxNode, text: string): string {
  return node.type.name === "LabelName" ? textOf(node, text) : stringOf(node, text);
}

/** An instant selector; a name in quotes that is not the first is a matcher of `__name__`. */
export function buildSelector(node: SyntaxNode, position: Position, text: string): VectorSelector {
  const matchers: Matcher[] = [];
  const outer = childNodes(node).find((part) => part.type.name === "Identifier");
  const inner = childNodes(node).find((part) => part.type.name === "LabelMatchers");
  let name = outer && textOf(outer, text);
  for (const item of inner === undefined ? [] : childNodes(inner)) {
    if (item.type.name !== "QuotedLabelName") matchers.push(matcherOf(item, text));
    else if (name === undefined) name = stringOf(item, text);
    else matchers.push({ name: "__name__", op: "=", value: stringOf(item, text) });
  }
  const again = matchers.find((matcher) => matcher.name === "__name__");
  if (outer !== undefined && again !== undefined) {
    const names = `${quoteString(textOf(outer, text))} or ${quoteString(again.value)}`;
    throw new QuerySyntaxError(`metric name must not be set twice: ${names}`, position);
  }
  return { kind: "selector", position, ...(name === undefined ? {} : { name }), matchers };
}

function matcherOf(node: SyntaxNode, text: string): Matcher {
  const position = { start: node.from, end: node.to };
  const [label, op, value] = childNodes(node);
  if (label === undefined || op === undefined || value === undefined) {
    throw new QuerySyntaxError("matcher is incomplete", position);
  }
  const matcher = { name: labelOf(label, text), op: operatorOf(textOf(op, text)), value: stringOf(value, text) };
  if (matcher.op === "=~" || matcher.op === "!~") checkRegex(matcher.value, position);
  return matcher;
}

function operatorOf(text: string): Matcher["op"] {
  return text === "=~" || text === "!~" || text === "!=" ? text : "=";
}

function checkRegex(pattern: string, position: Position): void {
  try {
    compileRegex(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { cause } = error;
    const words = cause instanceof Error ? cause.message : error.message;
    throw new QuerySyntaxError(words.replace("`(?s)", "`"), position);
  }
}
