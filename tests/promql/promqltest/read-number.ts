import { parseNumber } from "../../../src/promql/number-literal.ts";

/** A number with or without a sign: `-1.5e3`, `+Inf`, `nan`. Throws `SyntaxError` for anything else. */
export function readNumber(text: string): number {
  if (text.startsWith("-")) return -parseNumber(text.slice(1));
  return parseNumber(text.startsWith("+") ? text.slice(1) : text);
}
