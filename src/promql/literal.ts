import { describeChar } from "./quote.ts";
import { textOfBytes } from "./text-bytes.ts";

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, "\\": 92 };
const escape = /\\(?:([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/**
 * The text that a quoted literal stands for, by Go's rules as Prometheus applies them.
 *
 * - Backquoted texts are raw. `\x` and octal escapes are bytes, of UTF-8 or not.
 * - Throws `SyntaxError` in Prometheus' words for an unknown escape or a missing closing quote.
 */
export function unquote(literal: string): string {
  const fault = findStringFault(literal);
  if (fault !== undefined) throw new SyntaxError(fault);
  const body = literal.slice(1, -1);
  if (literal.startsWith("`") || !body.includes("\\")) return body;
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  const put = (some: Iterable<number>) => {
    for (const byte of some) bytes.push(byte);
  };
  let last = 0;
  for (const match of body.matchAll(escape)) {
    put(encoder.encode(body.slice(last, match.index)));
    put(bytesOfEscape(match, encoder));
    last = match.index + match[0].length;
  }
  put(encoder.encode(body.slice(last)));
  return textOfBytes(new Uint8Array(bytes));
}

function bytesOfEscape(match: RegExpMatchArray, encoder: TextEncoder): Iterable<number> {
  const [, octal, hex, short, long, other = ""] = match;
  if (octal !== undefined) return [parseInt(octal, 8)];
  if (hex !== undefined) return [parseInt(hex, 16)];
  const point = short ?? long;
  if (point !== undefined) return encoder.encode(String.fromCodePoint(parseInt(point, 16)));
  return [simpleEscapes[other] ?? other.charCodeAt(0)];
}

/** What is wrong with a quoted literal, in Prometheus' words; `undefined` when nothing is. */
export function findStringFault(literal: string): string | undefined {
  const quote = literal.charAt(0);
  const isRaw = quote === "`";
  for (let at = 1; at < literal.length; at += 1) {
    const point = literal.codePointAt(at) ?? 0;
    const char = String.fromCodePoint(point);
    if (char === quote) return at === literal.length - 1 ? undefined : "invalid syntax";
    if (char === "\n" && !isRaw) break;
    if (point === 0xfffd || isSurrogate(point)) return "invalid UTF-8 rune";
    if (char === "\\" && !isRaw) {
      const fault = findEscapeFault(literal.slice(at + 1, at + 11), quote);
      if (fault !== undefined) return fault;
      at += 1;
    } else at += char.length - 1;
  }
  return isRaw ? "unterminated raw string" : "unterminated quoted string";
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point < 0xe000;
}

const numeric: Readonly<Record<string, { digits: number; radix: number; max: number }>> = {
  x: { digits: 2, radix: 16, max: 0xff },
  u: { digits: 4, radix: 16, max: 0x10ffff },
  U: { digits: 8, radix: 16, max: 0x10ffff },
};

/** What is wrong with an escape whose backslash stands before `text`. */
function findEscapeFault(text: string, quote: string): string | undefined {
  const [first] = text;
  if (first === undefined) return "escape sequence not terminated";
  if (first === quote || first in simpleEscapes) return undefined;
  const isOctal = /[0-7]/.test(first);
  const form = isOctal ? { digits: 3, radix: 8, max: 0xff } : numeric[first];
  if (form === undefined) return `unknown escape sequence ${describeChar(first)}`;
  const chars = Array.from(text.slice(isOctal ? 0 : 1)).slice(0, form.digits);
  const strange = chars.find((char) => !(parseInt(char, form.radix) >= 0));
  if (strange !== undefined) return `illegal character ${describeChar(strange)} in escape sequence`;
  if (chars.length < form.digits) return "escape sequence not terminated";
  const point = parseInt(chars.join(""), form.radix);
  if (point <= form.max && !isSurrogate(point)) return undefined;
  return "escape sequence is an invalid Unicode code point";
}
