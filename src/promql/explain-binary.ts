import { enumerate } from "../core/enumerate.ts";
import { formatNumber } from "../core/format.ts";
import type { Binary, Expr } from "./ast.ts";
import type { WordsOf } from "./explain-call.ts";
import { arithmeticWords } from "./explain-selector.ts";

const arithmetic: Readonly<Record<string, string>> = arithmeticWords;

const comparisons: Readonly<Record<string, readonly [verb: string, not: string]>> = {
  "==": ["equals", "does not"],
  "!=": ["differs from", "does not"],
  "<": ["is below", "is not"],
  "<=": ["is at most", "is not"],
  ">": ["is above", "is not"],
  ">=": ["is at least", "is not"],
};

/** What a binary operator computes, with the way in which it pairs series. */
export function binaryWords(expr: Binary, wordsOf: WordsOf): string {
  const left = operandWords(expr.left, wordsOf);
  const right = operandWords(expr.right, wordsOf);
  const pairs = `${matchingWords(expr.matching)}${fillWords(expr.fill)}`;
  const lead = left.includes(",") ? `${left},` : left;
  const [verb, not] = comparisons[expr.operator] ?? [];
  if (verb !== undefined) {
    return expr.bool
      ? `1 where ${lead} ${verb} ${right} and 0 where it ${not}${pairs}`
      : `${lead} where it ${verb} ${right}${pairs}`;
  }
  const word = arithmetic[expr.operator];
  if (word !== undefined) return `${lead} ${word} ${right}${pairs}`;
  switch (expr.operator) {
    case "and":
      return `${lead} where there is also ${right}${pairs}`;
    case "unless":
      return `${lead} unless there is ${right}${pairs}`;
    case "or":
      return isConstant(expr.right) ? `${lead} or else ${right}` : `${left}; together with ${right}${pairs}`;
    case "atan2":
      return `the angle, in radians, of ${lead} over ${right}${pairs}`;
    default:
      return `${left} without what lies ${expr.operator === "</" ? "above" : "below"} ${right}${pairs}`;
  }
}

function isConstant(expr: Expr): boolean {
  return expr.kind === "call" && expr.name === "vector";
}

/** An operand; one that is computed stands in brackets where it did so. */
export function operandWords(expr: Expr, wordsOf: WordsOf): string {
  return expr.kind === "paren" && expr.expr.kind === "binary" ? `(${wordsOf(expr)})` : wordsOf(expr);
}

function matchingWords(matching: Binary["matching"]): string {
  if (matching === undefined) return "";
  const { kind, labels, group } = matching;
  const named = enumerate(labels);
  const pairs = kind === "on"
    ? labels.length === 0 ? "all paired with all" : `paired by ${named}`
    : labels.length === 0
    ? "paired by all labels"
    : `paired by all labels but ${named}`;
  if (group === undefined) return `, ${pairs}`;
  const [many, one] = group.side === "left" ? ["former", "latter"] : ["latter", "former"];
  const lent = group.labels.length === 0 ? "" : `, which lends ${enumerate(group.labels)}`;
  return `, ${pairs}, many of the ${many} to one of the ${one}${lent}`;
}

function fillWords(fill: Binary["fill"]): string {
  if (fill === undefined) return "";
  const { left, right } = fill;
  if (left !== undefined && Object.is(left, right)) return `, with ${formatNumber(left)} for a missing partner`;
  const sides = [
    ...(left === undefined ? [] : [`${formatNumber(left)} where the former is missing`]),
    ...(right === undefined ? [] : [`${formatNumber(right)} where the latter is missing`]),
  ];
  return `, with ${enumerate(sides)}`;
}
