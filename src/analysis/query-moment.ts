import { formatTimeOfDay } from "../core/format.ts";
import { type Moments, momentsCalled, namedMoments } from "../core/moments.ts";
import { nearestWords } from "../core/plan-nearest.ts";
import { type Duration, type Instant, type Interval, parseDuration } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { parseApiTime } from "../promql/api/api-time.ts";

const day: Duration = 86_400_000;

/**
 * The instant that a user names; `edge` says which end of a phase is meant.
 *
 * - `2026-11-23T15:28:44Z` or seconds since 1970; `15:28:44`, UTC, on the session's day.
 * - `+90s` counts from the session's start, `-30s` from its end; `start` and `end` are those.
 * - The name of a phase or the label of a mark, or the beginning of one that no other has.
 * - `UserError` that says what there is.
 */
export function parseMoment(text: string, moments: Moments, edge: "start" | "end"): Instant {
  const { interval } = moments;
  const words = text.trim();
  if (words === "start" || words === "end") return interval[words];
  if (/^[+-]/.test(words)) return instantOf(words, interval[words.startsWith("+") ? "start" : "end"] + offsetOf(words));
  return parseApiTime(words) ?? parseClock(words, interval) ?? findNamed(words, moments, edge);
}

function offsetOf(words: string): Duration {
  try {
    return parseDuration(words.slice(1).trim()) * (words.startsWith("-") ? -1 : 1);
  } catch (error) {
    throw new UserError(`Cannot read time "${words}": expected an offset with its unit, such as "+90s" or "-1m30s"`, {
      cause: error,
    });
  }
}

function instantOf(words: string, at: Instant): Instant {
  if (Math.abs(at) <= 8.64e15) return at;
  throw new UserError(`Cannot read time "${words}": it lies beyond the years that a date can have`);
}

/** A time of day, on the first day of the session on which it does not lie before the start. */
function parseClock(words: string, { start }: Interval): Instant | undefined {
  const [, hours = "", rest = "", seconds = ":00"] = /^(\d\d?)(:\d\d)(:\d\d(?:\.\d{1,3})?)?$/.exec(words) ?? [];
  if (rest === "") return undefined;
  const date = new Date(start).toISOString().slice(0, 10);
  const at = parseApiTime(`${date}T${hours.padStart(2, "0")}${rest}${seconds}Z`);
  return at === undefined || at >= Math.floor(start / 1_000) * 1_000 ? at : at + day;
}

function findNamed(words: string, moments: Moments, edge: "start" | "end"): Instant {
  const named = namedMoments(moments, edge);
  const found = momentsCalled(words, named);
  const [only] = found;
  // A fault and its phase are often called alike.
  if (only !== undefined && found.every(({ at }) => at === only.at)) return only.at;
  if (only !== undefined) {
    const each = found.map(({ name, at }) => `"${name}" at ${formatTimeOfDay(at)}`).join(", ");
    throw new UserError(`Cannot read time "${words}": it could be ${each}; write the time`);
  }
  const names = [...new Set(named.map(({ name }) => name))];
  const near = nearestWords(words, names)[0];
  const there = names.length === 0
    ? ""
    : `, or the name of a phase or mark: ${near === undefined ? quoted(names) : `did you mean "${near}"?`}`;
  throw new UserError(
    `Cannot read time "${words}": expected "2026-11-23T15:28:44Z", "15:28:44" (UTC), seconds since 1970,` +
      ` "+90s" from the start, "-30s" from the end${there}`,
  );
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
