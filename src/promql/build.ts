import type { SyntaxNode } from "@lezer/common";
import type { At, Expr, MatrixSelector, Position, Subquery, VectorSelector } from "./ast.ts";
import { buildAtom } from "./build-atom.ts";
import { buildDuration, buildRange } from "./build-duration.ts";
import { textOf } from "./build-labels.ts";
import { signedNumber } from "./build-number.ts";
import { buildOperator } from "./build-operator.ts";
import { childNodes, climb, flattenChain } from "./chain.ts";
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
  const { end } = { end: node.to };
  const [first, ...parts] = childNodes(node);
  switch (node.type.name) {
    case "OffsetExpr": {
      const duration = parts.find((part) => part.type.name === "OffsetDurationExpr");
      if (duration === undefined) throw new QuerySyntaxError("offset has no duration", inner.position);
      return withOffset(inner, end, { offset: buildDuration(duration, text) });
    }
    case "StepInvariantExpr":
      return withAt(inner, end, { at: atOf(parts[1], inner.position, text) });
    case "AnchoredExpr":
      return extended(inner, end, "anchored");
    case "SmoothedExpr":
      return extended(inner, end, "smoothed");
    case "SubqueryExpr": {
      const [range, step] = parts.map((part) => buildRange(part, text));
      if (range === undefined) break;
      const position = { start: inner.position.start, end };
      return { kind: "subquery", position, expr: inner, range, ...(step === undefined ? {} : { step }) };
    }
    case "MatrixSelector": {
      const [range] = parts.map((part) => buildRange(part, text));
      if (range === undefined) break;
      return matrix(inner, range, { start: bracketAfter(first?.to ?? 0, text), end });
    }
  }
  throw new QuerySyntaxError("range has no duration", inner.position);
}

/** The offset of the bracket that follows, spaces and comments left out. */
function bracketAfter(offset: number, text: string): number {
  const gap = /(?:[ \t\r\n]|#[^\r\n]*)*/y;
  gap.lastIndex = offset;
  return offset + (gap.exec(text)?.[0].length ?? 0);
}

function matrix(inner: Expr, range: MatrixSelector["range"], brackets: Position): MatrixSelector {
  const refused = inner.kind !== "selector"
    ? "ranges only allowed for vector selectors"
    : inner.offset !== undefined
    ? "no offset modifiers allowed before range"
    : inner.at !== undefined
    ? "no @ modifiers allowed before range"
    : undefined;
  if (refused !== undefined || inner.kind !== "selector") throw new QuerySyntaxError(refused ?? "", brackets);
  return { kind: "matrix", position: { start: inner.position.start, end: brackets.end }, selector: inner, range };
}

const carriers = "an instant vector selector or range vector selector or a subquery";

function withOffset(inner: Expr, end: number, modifier: { readonly offset: VectorSelector["offset"] }): Expr {
  const target = modifiable(inner);
  if (target === undefined) {
    throw new QuerySyntaxError(`offset modifier must be preceded by ${carriers}`, inner.position);
  }
  if (target.offset !== undefined) throw new QuerySyntaxError("offset may not be set multiple times", inner.position);
  return withModifier(inner, end, modifier);
}

function withAt(inner: Expr, end: number, modifier: { readonly at: At }): Expr {
  const target = modifiable(inner);
  if (target === undefined) throw new QuerySyntaxError(`@ modifier must be preceded by ${carriers}`, inner.position);
  if (target.at !== undefined) {
    throw new QuerySyntaxError("@ <timestamp> may not be set multiple times", inner.position);
  }
  return withModifier(inner, end, modifier);
}

/** What carries the modifiers of an expression. */
function modifiable(expr: Expr): VectorSelector | Subquery | undefined {
  if (expr.kind === "matrix") return expr.selector;
  return expr.kind === "selector" || expr.kind === "subquery" ? expr : undefined;
}

function withModifier(inner: Expr, end: number, modifier: Pick<VectorSelector, "offset" | "at" | "extension">): Expr {
  const position = { start: inner.position.start, end };
  if (inner.kind === "matrix") return { ...inner, position, selector: { ...inner.selector, ...modifier } };
  if (inner.kind === "selector" || inner.kind === "subquery") return { ...inner, position, ...modifier };
  return inner;
}

function extended(inner: Expr, end: number, extension: "anchored" | "smoothed"): Expr {
  const target = modifiable(inner);
  const refused = target === undefined
    ? `${extension} modifier not implemented`
    : target.kind === "subquery"
    ? `${extension} modifier is not supported for subqueries`
    : target.extension !== undefined && target.extension !== extension
    ? "anchored and smoothed modifiers cannot be used together"
    : undefined;
  if (refused !== undefined) throw new QuerySyntaxError(refused, inner.position);
  return withModifier(inner, end, { extension });
}

function atOf(part: SyntaxNode | undefined, position: Position, text: string): At {
  if (part === undefined) throw new QuerySyntaxError("@ has no timestamp", position);
  if (part.type.name === "AtModifierPreprocessors") {
    return textOf(part, text).toLowerCase().startsWith("start") ? "start" : "end";
  }
  const seconds = signedNumber(part, text);
  if (Number.isFinite(seconds) && Math.abs(seconds) < 2 ** 63) return roundAway(seconds * 1_000);
  throw new QuerySyntaxError(`timestamp out of bounds for @ modifier: ${fixed(seconds)}`, position);
}

/** Half goes away from zero, as in Go. */
function roundAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

/** A number as Go's `%f` prints it. */
function fixed(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return Math.abs(value) < 1e21 ? value.toFixed(6) : `${BigInt(value)}.000000`;
}
