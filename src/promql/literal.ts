import { parseDuration } from "../core/time.ts";

/**
 * The number that a literal of PromQL stands for.
 *
 * - `0x1f` is hexadecimal, `010` is octal (8), `_` separates digits, `Inf` and `NaN` in any case.
 * - A duration is its seconds: `5m` is 300.
 * - Throws `SyntaxError` when the text is no number.
 */
export function parseNumber(text: string): number {
  const plain = text.replaceAll("_", "");
  if (/^inf$/i.test(plain)) return Infinity;
  if (/^nan$/i.test(plain)) return NaN;
  if (/^0x[0-9a-f]+$/i.test(plain)) return Number(plain);
  if (/^0[0-7]+$/.test(plain)) return parseInt(plain, 8);
  if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return Number(plain);
  return parseDuration(plain) / 1_000;
}

/** The shortest literal that `parseNumber` reads back as the same value; `value` is not negative. */
export function formatNumberLiteral(value: number): string {
  if (value === Infinity) return "Inf";
  return String(value);
}

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, "\\": 92 };
const escape = /\\(?:([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]?))/g;

/**
 * The text that a quoted literal stands for, by Go's rules as Prometheus applies them.
 *
 * - Backquoted texts are raw. `\x` and octal escapes are bytes of UTF-8.
 * - Throws `SyntaxError` for an unknown escape or a missing closing quote.
 */
export function unquote(literal: string): string {
  const quote = literal[0] ?? "";
  if (literal.length < 2 || !literal.endsWith(quote) || !`"'\``.includes(quote)) {
    throw new SyntaxError("String has no closing quote");
  }
  const body = literal.slice(1, -1);
  if (quote === "`") return body;
  if (!body.includes("\\")) return body;
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  let last = 0;
  for (const match of body.matchAll(escape)) {
    bytes.push(...encoder.encode(body.slice(last, match.index)), ...bytesOfEscape(match, quote, encoder));
    last = match.index + match[0].length;
  }
  bytes.push(...encoder.encode(body.slice(last)));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

function bytesOfEscape(match: RegExpMatchArray, quote: string, encoder: TextEncoder): Iterable<number> {
  const [whole, octal, hex, short, long, other = ""] = match;
  if (octal !== undefined && parseInt(octal, 8) < 256) return [parseInt(octal, 8)];
  if (hex !== undefined) return [parseInt(hex, 16)];
  const point = short ?? long;
  if (point !== undefined && parseInt(point, 16) <= 0x10ffff) {
    return encoder.encode(String.fromCodePoint(parseInt(point, 16)));
  }
  const simple = other === quote ? quote.charCodeAt(0) : simpleEscapes[other];
  if (simple === undefined) throw new SyntaxError(`Unknown escape ${whole} in string`);
  return [simple];
}

/** The text as a literal in double quotes that `unquote` reads back. */
export function quoteString(value: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what must be escaped
  const escaped = value.replace(/["\\\u0000-\u001f\u007f]/g, (char) => {
    if (char === '"' || char === "\\") return `\\${char}`;
    if (char === "\n") return "\\n";
    if (char === "\t") return "\\t";
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return `"${escaped}"`;
}
