import { type Duration, type Instant, parseDuration } from "../../core/time.ts";

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** The first and the last instant that a Date can hold, which stand for Prometheus' own bounds. */
const bounds: ReadonlyMap<string, Instant> = new Map([
  ["-292273086-05-16T16:47:06Z", -8.64e15],
  ["292277025-08-18T07:12:54.999999999Z", 8.64e15],
]);

/**
 * The instant that a parameter of the API names: seconds since the epoch, or RFC 3339; `undefined` when it is neither.
 *
 * - Whole ms: seconds are rounded, RFC 3339 is cut, as Prometheus does.
 */
export function parseApiTime(text: string): Instant | undefined {
  if (decimal.test(text)) {
    const at = Math.round(Number(text) * 1_000);
    return Math.abs(at) <= 8.64e15 ? at : undefined;
  }
  return bounds.get(text) ?? parseRfc3339(text);
}

function parseRfc3339(text: string): Instant | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [, , , , , , , fraction = "", sign, offsetHours = "0", offsetMinutes = "0"] = match;
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || hour > 23 || minute > 59 || second > 59) return undefined;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -1 : 1);
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + ms;
}

/** A duration of the API, or why it is none. */
export type ApiDuration = { readonly ms: Duration } | { readonly error: string };

/** The duration that a parameter of the API states: seconds as a number, cut to ns, or a literal such as `1m30s`; may be negative. */
export function parseApiDuration(text: string): ApiDuration {
  const error = `cannot parse ${JSON.stringify(text)} to a valid duration`;
  if (decimal.test(text)) {
    const ns = Number(text) * 1e9;
    return Math.abs(ns) > 2 ** 63 ? { error: `${error}. It overflows int64` } : { ms: Math.trunc(ns) / 1e6 };
  }
  try {
    const ms = parseDuration(text);
    return ms * 1e6 > 2 ** 63 ? { error } : { ms };
  } catch {
    return { error };
  }
}
