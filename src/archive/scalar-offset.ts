import type { Scalar } from "yaml";

/**
 * Where in a YAML text the character of a scalar's value stands, given by its offset in the value; the scalar's start
 * where that cannot be told.
 *
 * - What YAML leaves out of the value (quotes, the head of a block, indentation, the backslash of an escape) is stepped over.
 */
export function offsetInScalar(text: string, { value, range, type }: Scalar, offset: number): number {
  const [start = 0, end = 0] = range ?? [];
  if (typeof value !== "string") return start;
  const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  const isQuoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
  let at = isBlock ? text.indexOf("\n", start) + 1 : isQuoted ? start + 1 : start;
  for (const character of value.slice(0, offset).split("")) {
    at = nextOf(text, character, at) + 1;
    if (at === 0 || at > end) return start;
  }
  const found = nextOf(text, value.charAt(offset), at);
  return value.length <= offset || found < 0 || found >= end ? at : found;
}

/** The next place of a character; a space may be written as the break of a line. */
function nextOf(text: string, character: string, from: number): number {
  if (!/\s/.test(character)) return text.indexOf(character, from);
  const found = text.slice(from).search(/\s/);
  return found < 0 ? -1 : from + found;
}
