import type { SyntaxNode } from "@lezer/common";
import type { Expr, MatrixSelector, Subquery, VectorSelector } from "./ast.ts";
import { buildAtom, textOf } from "./build-atom.ts";
import { buildDuration } from "./build-duration.ts";
import { buildOperator } from "./build-operator.ts";
import { childNodes, climb, flattenChain } from "./chain.ts";
import { parseNumber } from "./literal.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** The expression of a Lezer node; the grammar's grouping of operators and modifiers is made anew. */
export function buildExpr(node: SyntaxNode, text: string): Expr {
  const build = (inner: SyntaxNode) => buildExpr(inner, text);
  return climb(flattenChain(node, text), {
    atom: (item) => buildAtom(item.node, item.start, text, build),
    postfix: (inner, item) => modified(inner, item.node, text),
    operator: (item) => buildOperator(item.nodes, text),
  });
}

function modified(inner: Expr, node: SyntaxNode, text: string): Expr {
  const position = { start: inner.position.start, end: node.to };
  const [, ...parts] = childNodes(node);
  switch (node.type.name) {
    case "OffsetExpr": {
      const duration = parts.find((part) => part.type.name === "OffsetDurationExpr");
      if (duration === undefined) throw new QuerySyntaxError("Offset has no duration", position);
      return withModifier(inner, position.end, "offset", { offset: buildDuration(duration, text) });
    }
    case "StepInvariantExpr":
      return withModifier(inner, position.end, "@", { at: atOf(parts.slice(1), text) });
    case "AnchoredExpr":
    case "SmoothedExpr": {
      const extension = node.type.name === "AnchoredExpr" ? "anchored" : "smoothed";
      if (inner.kind === "selector" || inner.kind === "matrix") return extended(inner, position.end, extension);
      throw new QuerySyntaxError(`"${extension}" must follow a selector`, position);
    }
    default:
      return ranged(inner, node, parts, text);
  }
}

/** `foo[5m]` or `expr[5m:1m]`. */
function ranged(inner: Expr, node: SyntaxNode, parts: readonly SyntaxNode[], text: string): MatrixSelector | Subquery {
  const position = { start: inner.position.start, end: node.to };
  const [range, step] = parts.map((part) => buildDuration(part, text));
  if (range === undefined) throw new QuerySyntaxError("Range has no duration", position);
  if (node.type.name === "SubqueryExpr") {
    return { kind: "subquery", position, expr: inner, range, ...(step === undefined ? {} : { step }) };
  }
  if (inner.kind !== "selector") throw new QuerySyntaxError("A range must follow a selector", position);
  if (inner.offset !== undefined || inner.at !== undefined) {
    throw new QuerySyntaxError('A range must stand before "offset" and "@"', position);
  }
  return { kind: "matrix", position, selector: inner, range };
}

type Modifier = { readonly offset: VectorSelector["offset"] } | { readonly at: VectorSelector["at"] };

function withModifier(inner: Expr, end: number, word: "offset" | "@", modifier: Modifier): Expr {
  const position = { start: inner.position.start, end };
  if (inner.kind !== "selector" && inner.kind !== "matrix" && inner.kind !== "subquery") {
    throw new QuerySyntaxError(`"${word}" must follow a selector or a subquery`, position);
  }
  const target = inner.kind === "matrix" ? inner.selector : inner;
  if ((word === "offset" ? target.offset : target.at) !== undefined) {
    throw new QuerySyntaxError(`"${word}" stands twice on one selector`, position);
  }
  if (inner.kind === "matrix") return { ...inner, position, selector: { ...inner.selector, ...modifier } };
  return { ...inner, position, ...modifier };
}

function extended(
  inner: VectorSelector | MatrixSelector,
  end: number,
  extension: "anchored" | "smoothed",
): VectorSelector | MatrixSelector {
  const position = { start: inner.position.start, end };
  if (inner.kind === "matrix") return { ...inner, position, selector: { ...inner.selector, extension } };
  return { ...inner, position, extension };
}

function atOf(parts: readonly SyntaxNode[], text: string): number | "start" | "end" {
  const [part] = parts;
  if (part === undefined) throw new QuerySyntaxError('"@" has no instant', { start: 0, end: text.length });
  if (part.type.name === "AtModifierPreprocessors") {
    return textOf(part, text).trim().toLowerCase().startsWith("start") ? "start" : "end";
  }
  const literal = textOf(part, text);
  const value = parseNumber(literal.replace(/^[+-]\s*/, ""));
  if (!Number.isFinite(value)) {
    throw new QuerySyntaxError('"@" needs a finite instant', { start: part.from, end: part.to });
  }
  return Math.round(value * 1_000) * (literal.startsWith("-") ? -1 : 1);
}
