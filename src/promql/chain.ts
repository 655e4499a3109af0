import type { SyntaxNode } from "@lezer/common";
import type { Binary, Expr, Position } from "./ast.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** The part of a binary operator that stands between its operands. */
export type Operator = Pick<Binary, "operator" | "operatorPosition" | "bool" | "matching" | "fill">;

/** A piece of a chain in the order of the text. */
export type Item =
  | { readonly kind: "atom"; readonly node: SyntaxNode; readonly start: number }
  | { readonly kind: "sign"; readonly operator: "+" | "-"; readonly start: number }
  | { readonly kind: "postfix"; readonly node: SyntaxNode }
  | { readonly kind: "operator"; readonly nodes: readonly SyntaxNode[] };

/** Children of a node. */
export function childNodes(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

const postfixes = new Set([
  "OffsetExpr",
  "MatrixSelector",
  "SubqueryExpr",
  "AnchoredExpr",
  "SmoothedExpr",
  "StepInvariantExpr",
]);

/**
 * A maximal chain of binary, unary and postfix nodes as a flat list in the order of the text.
 *
 * Lezer binds postfix modifiers looser than operators (`a + foo offset 5m` becomes `(a + foo) offset 5m`) and may take
 * a sign into a number (`-2^2` becomes `(-2)^2`), so its grouping is discarded and made anew from this list.
 */
export function flattenChain(node: SyntaxNode, text: string): Item[] {
  const items: Item[] = [];
  const rest: (SyntaxNode | Item)[] = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if ("kind" in next) items.push(next);
    else rest.push(...partsOf(next, text).reverse());
  }
  return items;
}

/** A node of a chain as its parts in the order of the text; nodes among them are still to be taken apart. */
function partsOf(node: SyntaxNode, text: string): (SyntaxNode | Item)[] {
  const children = childNodes(node);
  const [first] = children;
  const last = children.at(-1);
  if (node.type.name === "BinaryExpr" && first !== undefined && last !== undefined) {
    return [first, { kind: "operator", nodes: children.slice(1, -1) }, last];
  }
  if (node.type.name === "UnaryExpr" && last !== undefined) return [signAt(node.from, text), last];
  if (postfixes.has(node.type.name) && first !== undefined) return [first, { kind: "postfix", node }];
  if (node.type.name === "NumberDurationLiteral" && /[+-]/.test(text.charAt(node.from))) {
    const gap = /^(?:[ \t\r\n]|#[^\r\n]*)*/.exec(text.slice(node.from + 1, node.to))?.[0].length ?? 0;
    return [signAt(node.from, text), { kind: "atom", node, start: node.from + 1 + gap }];
  }
  return [{ kind: "atom", node, start: node.from }];
}

function signAt(start: number, text: string): Item {
  return { kind: "sign", operator: text[start] === "-" ? "-" : "+", start };
}

const levels: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "</": 3,
  ">/": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": 6,
};

/** How tightly a binary operator binds, 1 (`or`) to 6 (`^`); a sign binds as `*`. */
export function levelOf(operator: string): number {
  return levels[operator] ?? 0;
}

/** How the pieces of a chain become expressions. */
export interface ChainBuilder {
  atom(item: Item & { kind: "atom" }): Expr;
  postfix(inner: Expr, item: Item & { kind: "postfix" }): Expr;
  operator(item: Item & { kind: "operator" }): Operator;
}

/** Groups a chain by PromQL's precedence: postfix first, then `^` (to the right), signs, and the rest to the left. */
export function climb(items: readonly Item[], builder: ChainBuilder): Expr {
  let next = 0;

  function operand(): Expr {
    const item = items[next];
    if (item?.kind === "sign") {
      next += 1;
      const inner = chain(levelOf("^"));
      const position = { start: item.start, end: inner.position.end };
      return { kind: "unary", position, operator: item.operator, operand: inner };
    }
    if (item?.kind !== "atom") throw new QuerySyntaxError("operand is missing", placeOf(items));
    next += 1;
    let expr = builder.atom(item);
    for (let after = items[next]; after?.kind === "postfix"; after = items[next]) {
      next += 1;
      expr = builder.postfix(expr, after);
    }
    return expr;
  }

  function chain(lowest: number): Expr {
    let left = operand();
    for (let item = items[next]; item?.kind === "operator"; item = items[next]) {
      const operator = builder.operator(item);
      const level = levelOf(operator.operator);
      if (level < lowest) break;
      next += 1;
      const right = chain(operator.operator === "^" ? level : level + 1);
      left = { kind: "binary", position: spanOf(left, right), ...operator, left, right };
    }
    return left;
  }

  return chain(1);
}

function spanOf(left: Expr, right: Expr): Position {
  return { start: left.position.start, end: right.position.end };
}

function placeOf(items: readonly Item[]): Position {
  const [first] = items;
  const start = first?.kind === "sign" || first?.kind === "atom" ? first.start : 0;
  return { start, end: start };
}
