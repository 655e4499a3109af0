import { parseLabelNumber } from "../../promql/engine/go-number.ts";
import type { Cursor } from "./cursor.ts";

/** The number that the value of a sample is. Throws `SyntaxError` for any other text, and for what is too large for one. */
export function parseNumber(cursor: Cursor, text: string): number {
  const value = parseLabelNumber(text);
  const isTooLarge = Math.abs(value ?? 0) === Infinity && !/inf/i.test(text);
  if (value === undefined || isTooLarge) {
    throw cursor.fault(`${JSON.stringify(text)} is no number that a sample can have`);
  }
  return value;
}
