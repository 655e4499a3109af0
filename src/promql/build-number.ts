import type { SyntaxNode } from "@lezer/common";
import { parseNumber } from "./number-literal.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** The value of a number or duration that stands at `[start, end)` of the text, without a sign. */
export function numberAt(text: string, start: number, end: number): number {
  try {
    return parseNumber(text.slice(start, end));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new QuerySyntaxError(error.message, { start, end });
  }
}

/** The value of a node that is a number or duration, perhaps with a sign. */
export function signedNumber(node: SyntaxNode, text: string): number {
  const sign = /^[+-](?:[ \t\r\n]|#[^\r\n]*)*/.exec(text.slice(node.from, node.to))?.[0] ?? "";
  const value = numberAt(text, node.from + sign.length, node.to);
  return sign.startsWith("-") ? -value : value;
}
