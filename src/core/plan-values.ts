import { z } from "zod";
import { type Duration, parseDuration } from "./time.ts";

const durationForm = /^(?=\d)(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/;

/** A duration as people write it in a plan (`250ms`, `15s`, `1m30s`), read as ms. */
export const writtenDuration = z.string({ error: 'Expected a duration with its unit, such as "250ms" or "15s"' })
  .regex(durationForm, 'Expected a duration such as "250ms", "15s" or "1m30s"')
  .transform((text): Duration => parseDuration(text));

/** A duration with bounds; `least` and `most` are written as in a plan. */
export function durationBetween(least: string, most?: string) {
  const upper = most === undefined ? Infinity : parseDuration(most);
  const words = most === undefined ? `Expected at least ${least}` : `Expected a duration from ${least} to ${most}`;
  return writtenDuration.refine((duration) => duration >= parseDuration(least) && duration <= upper, words);
}

/** A threshold with the unit that its form tells: `200ms` is seconds, `1%` a ratio, a bare number says nothing. */
export interface Threshold {
  readonly value: number;
  readonly unit: "seconds" | "ratio" | undefined;
}

const thresholdForm = /^(?:[+-]?\d+(?:\.\d+)?\s?%|\d+(?:\.\d+)?\s?(?:ms|s|m|h))$/;
const thresholdWords = 'Expected a threshold such as "200ms", "1%" or a number';
const secondsOf: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600 };

/** A threshold as people write it, read in base units: `"200ms"` 0.2 s, `"1%"` 0.01, a number as it is. */
export const writtenThreshold = z.union(
  [z.number(), z.string().regex(thresholdForm, thresholdWords)],
  { error: thresholdWords },
).transform((written): Threshold => {
  if (typeof written === "number") return { value: written, unit: undefined };
  const [, digits = "", suffix = ""] = /^(.*?)\s?(%|[a-z]+)$/.exec(written) ?? [];
  if (suffix === "%") return { value: decimal(Number(digits) / 100), unit: "ratio" };
  return { value: decimal(Number(digits) * (secondsOf[suffix] ?? NaN)), unit: "seconds" };
});

/** A share of a whole: `0.9` or `"90%"`. */
export const writtenRatio = writtenThreshold
  .refine(({ value, unit }) => unit !== "seconds" && value >= 0 && value <= 1, 'Expected a share such as 0.9 or "90%"')
  .transform(({ value }) => value);

/** What a share is of: `good` ones promise at least so much, `bad` ones at most. */
export type ShareKind = "good" | "bad";

/**
 * What is wrong with a promised share, and what to write; `undefined` when nothing is.
 *
 * - A bare number of 1 or more is refused: nobody can tell whether `1` means 1 % or all.
 * - The share must be able to hold and to break: 0 < share ≤ 1.
 */
export function shareFault({ value, unit }: Threshold, kind: ShareKind): string | undefined {
  const example = kind === "good" ? '"99%"' : '"1%"';
  if (unit === "seconds") return `Expected a share such as ${example}`;
  const bare = unit === undefined ? bareShareFault(value, kind) : undefined;
  if (bare !== undefined) return bare;
  if (value > 1) return `A share is never above 100 %, so this promise says nothing: write one such as ${example}`;
  if (value <= 0) return `A share is never below 0 %, so this promise says nothing: write one such as ${example}`;
  return undefined;
}

/** What is wrong with a share that is written as a number alone; `undefined` below 1. */
export function bareShareFault(value: number, kind: ShareKind): string | undefined {
  if (value < 1) return undefined;
  const all = kind === "good" && value === 1 ? ', or "100%" for all' : "";
  return `A bare number is a share of 1, so ${value} would be ${decimal(value * 100)} %: write "${value}%"${all}`;
}

/** 0.1 + 0.2 arithmetic leaves digits that nobody wrote. */
function decimal(value: number): number {
  return Number(value.toPrecision(12));
}

/** An HTTP URL without a user name or password in it; `instead` says what to do about one. */
export function writtenUrl(instead: string) {
  return z.string({ error: 'Expected a URL such as "http://127.0.0.1:9090"' }).check((context) => {
    const text = context.value;
    const complain = (input: string, message: string) =>
      context.issues.push({ code: "custom", continue: true, input, message });
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
      complain(text, 'Expected a URL that begins with "http://" or "https://"');
      return;
    }
    const { username, password } = new URL(text);
    if (username !== "" || password !== "") {
      complain("a URL with a user name", `A URL must not carry a user name or password: ${instead}`);
    }
  });
}

const statusWords = 'Expected status codes such as 200, "200-399" or a list of those';

/** Inclusive ranges of HTTP status codes, written `200-399`, `404`, or a list of those. */
export const writtenStatus = z.union([statusRange(), z.array(statusRange()).min(1)], {
  error: statusWords,
}).transform((written) =>
  (Array.isArray(written) ? written : [written]).map((range): [number, number] => {
    const [first = 0, last = first] = String(range).split("-").map(Number);
    return [first, last];
  })
);

function statusRange() {
  return z.union([
    z.number().int(statusWords).min(100, statusWords).max(599, statusWords),
    z.string().regex(/^[1-5]\d\d(-[1-5]\d\d)?$/, statusWords),
  ]);
}
