import { parseDuration } from "../core/time.ts";
import { quoteString } from "./quote.ts";

/** The longest duration that Prometheus can hold, in seconds: 2^63 ns. */
const longest = 2 ** 63 / 1e9;

/**
 * The number that a literal of PromQL stands for.
 *
 * - `0x1f` is hexadecimal, `010` is octal (8), `_` separates digits, `Inf` and `NaN` in any case.
 * - A duration is its seconds: `5m` is 300.
 * - Throws `SyntaxError` in Prometheus' words when the text is no number.
 */
export function parseNumber(text: string): number {
  if (/^inf$/i.test(text)) return Infinity;
  if (/^nan$/i.test(text)) return NaN;
  if (/^0x/i.test(text)) return parseHex(text);
  if (/[smhdwy]/.test(text)) return parseSeconds(text);
  const plain = text.replace(/(?<=\d)_(?=\d)/g, "");
  if (/^0[0-7]+$/.test(plain) && BigInt(`0o${plain}`) < 2n ** 63n) return parseInt(plain, 8);
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) throw unreadable(text, "invalid syntax");
  const value = Number(plain);
  if (value === Infinity) throw unreadable(text, "value out of range");
  return value;
}

function parseHex(text: string): number {
  const plain = text.replace(/(?<=[\da-f]|0x)_(?=[\da-f])/gi, "");
  if (!/^0x[\da-f]+$/i.test(plain) || BigInt(plain) >= 2n ** 63n) throw unreadable(text, "invalid syntax");
  return Number(plain);
}

function unreadable(text: string, why: string): SyntaxError {
  return new SyntaxError(`error parsing number: strconv.ParseFloat: parsing ${quoteString(text)}: ${why}`);
}

function parseSeconds(text: string): number {
  const unit = text.match(/[^\d]+/g)?.find((part) => !/^(ms|[smhdwy])$/.test(part));
  if (unit !== undefined) throw new SyntaxError(`unknown unit ${quoteString(unit)} in duration ${quoteString(text)}`);
  const seconds = secondsOf(text);
  if (seconds === undefined) throw new SyntaxError(`not a valid duration string: ${quoteString(text)}`);
  if (seconds > longest) throw new SyntaxError("duration out of range");
  return seconds;
}

function secondsOf(text: string): number | undefined {
  try {
    return parseDuration(text) / 1_000;
  } catch {
    return undefined;
  }
}

/** Whether a number of seconds is too long for a duration. */
export function isBeyondDuration(seconds: number): boolean {
  return Math.abs(seconds) > longest;
}

/** The shortest literal that `parseNumber` reads back as the same value; `value` is not negative. */
export function formatNumberLiteral(value: number): string {
  if (value === Infinity) return "Inf";
  return String(value);
}
