import { findStrayByte } from "./text-bytes.ts";

/** What Go prints as it is: letters, marks, numbers, punctuation, symbols and the space. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const named: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
};

/** The text as a literal in double quotes that `unquote` reads back, by Go's rules and so as Prometheus prints it. */
export function quoteString(value: string): string {
  return `"${value.replace(/[^ !#-[\]-~]/gu, (char) => char === '"' ? '\\"' : escapeChar(char))}"`;
}

/** A character in single quotes, as Prometheus names it in an error; nothing is the end of the text. */
export function quoteChar(char: string | undefined): string {
  if (char === undefined) return "'\ufffd'";
  return char === "'" ? "'\\''" : `'${escapeChar(char)}'`;
}

/** A character as `U+0063 'c'`, or `U+000A` when it cannot be shown. */
export function describeChar(char: string): string {
  const point = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return printable.test(char) ? `U+${point} '${char}'` : `U+${point}`;
}

function escapeChar(char: string): string {
  const known = named[char];
  if (known !== undefined) return known;
  const stray = findStrayByte(char);
  if (stray !== undefined) return `\\x${hex(stray, 2)}`;
  // A half of a surrogate pair and the replacement of a broken one have no form of their own in UTF-8.
  if (char === "\ufffd" || /^[\ud800-\udfff]$/.test(char)) return "\\ufffd";
  if (printable.test(char)) return char;
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x80) return `\\x${hex(point, 2)}`;
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, "0");
}
