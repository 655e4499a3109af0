import type { SyntaxNode } from "@lezer/common";
import type { Binary } from "./ast.ts";
import { labelList } from "./build-labels.ts";
import { signedNumber } from "./build-number.ts";
import { childNodes, type Operator } from "./chain.ts";

/** A binary operator with `bool`, `on`, `group_left`, `fill` and so on, from the nodes between its operands. */
export function buildOperator(nodes: readonly SyntaxNode[], text: string): Operator {
  const [symbol] = nodes;
  const find = (name: string) => nodes.find((node) => node.type.name === name);
  const matching = find("MatchingModifierClause");
  const fill = find("FillModifier");
  const start = symbol?.from ?? 0;
  return {
    operator: symbol === undefined ? "" : text.slice(symbol.from, symbol.to).toLowerCase(),
    operatorPosition: { start, end: nodes.at(-1)?.to ?? start },
    bool: find("BoolModifier") !== undefined,
    ...(matching === undefined ? {} : { matching: matchingOf(matching, text) }),
    ...(fill === undefined ? {} : { fill: fillOf(fill, text) }),
  };
}

function matchingOf(node: SyntaxNode, text: string): NonNullable<Binary["matching"]> {
  const parts = childNodes(node);
  const kind = parts[0]?.type.name === "On" ? "on" : "ignoring";
  const labels = labelList(parts[1], text);
  const side = parts[2]?.type.name;
  if (side !== "GroupLeft" && side !== "GroupRight") return { kind, labels };
  return { kind, labels, group: { side: side === "GroupLeft" ? "left" : "right", labels: labelList(parts[3], text) } };
}

function fillOf(node: SyntaxNode, text: string): NonNullable<Binary["fill"]> {
  let fill: NonNullable<Binary["fill"]> = {};
  for (const clause of childNodes(node)) {
    const number = childNodes(clause).at(-1);
    if (number === undefined) continue;
    const value = signedNumber(number, text);
    if (clause.type.name !== "FillRightClause") fill = { ...fill, left: value };
    if (clause.type.name !== "FillLeftClause") fill = { ...fill, right: value };
  }
  return fill;
}
