import { formatTimeOfDay } from "../core/format.ts";
import { type Moments, momentsCalled, type NamedMoment, namedMoments } from "../core/moments.ts";
import { nearestWords } from "../core/plan-nearest.ts";
import { type Duration, type Instant, type Interval, parseDuration } from "../core/time.ts";
import { parseApiDuration, parseApiTime } from "../promql/api/api-time.ts";

const day = 86_400_000;

/** An instant as a reader writes it: `23:16:12` or `23:16:12.4`; with its day where the session spans several. */
export function formatInstantText(at: Instant, session: Interval): string {
  const iso = formatIso(at).slice(0, -1);
  return dayOf(session.start) === dayOf(session.end) && dayOf(at) === dayOf(session.start)
    ? iso.slice(11)
    : iso.replace("T", " ");
}

/** An instant in an address: `2026-11-22T23:16:12Z`, with a fraction only where there is one. */
export function formatIso(at: Instant): string {
  return new Date(at).toISOString().replace(/\.?0*Z$/, "Z");
}

/**
 * The instant that a reader wrote, UTC.
 *
 * - `23:16`, `23:16:12.4`: on the day of the session on which it lies within it, or else on its first.
 * - `2026-11-22 23:16:12`, with or without `T`, `Z` and `UTC`.
 * - `1795447740`, `1795447740.5`: seconds since the epoch.
 * - `+90s`, `+1m30s`: from the session's start; `-30s`: before its end; `start` and `end` are those.
 * - The name of a phase, of which `edge` says which end is meant, or of a mark; or the beginning of one that no other has.
 * - Throws `SyntaxError` for anything else.
 */
export function parseInstantText(text: string, moments: Moments, edge: "start" | "end" = "start"): Instant {
  const { interval: session } = moments;
  const words = text.trim();
  if (words === "start" || words === "end") return session[words];
  const ofApi = /^\d{9,11}(\.\d{1,3})?$/.test(words) ? parseApiTime(words) : undefined;
  if (ofApi !== undefined) return ofApi;
  const offset = /^\+\s*(\w+)$/.exec(words)?.[1];
  if (offset !== undefined) return session.start + parseDuration(offset);
  const before = /^-\s*(\w+)$/.exec(words)?.[1];
  if (before !== undefined) return session.end - parseDuration(before);
  const [whole, date, clock = ""] =
    /^(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d?:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(?:Z|UTC)?$/i.exec(words) ?? [];
  const time = whole === undefined ? undefined : parseClock(clock);
  if (time === undefined) return momentNamed(words, moments, edge);
  if (date !== undefined) return parseDay(date) + time;
  for (let start = dayOf(session.start); start <= session.end; start += day) {
    if (start + time >= session.start && start + time <= session.end) return start + time;
  }
  return dayOf(session.start) + time;
}

/** The step that a reader wrote: a duration, or a number of seconds. Throws `SyntaxError` for anything else. */
export function parseStepText(text: string): Duration {
  const words = text.trim();
  const ofApi = /^\d+(\.\d{1,3})?$/.test(words) ? parseApiDuration(words) : undefined;
  return ofApi !== undefined && "ms" in ofApi ? ofApi.ms : parseDuration(words);
}

function momentNamed(words: string, moments: Moments, edge: "start" | "end"): Instant {
  const named = namedMoments(moments, edge);
  const found = words === "" ? [] : momentsCalled(words, named);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.at;
  const lead = `Cannot read instant "${words}": `;
  if (only !== undefined) throw new SyntaxError(`${lead}it could be ${found.map(quotedName).join(" or ")}`);
  const [near] = nearestWords(words, named.map(({ name }) => name));
  const meant = near === undefined ? "" : `; did you mean "${near}"?`;
  throw new SyntaxError(
    `${lead}expected a form such as "23:16:12", "2026-11-22 23:16:12" or "+90s", or the name of a phase or a mark${meant}`,
  );
}

function quotedName({ name, at }: NamedMoment): string {
  return `"${name}" at ${formatTimeOfDay(at)}`;
}

function parseClock(text: string): Duration | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  return hours < 24 && minutes < 60 && seconds < 60
    ? Math.round((hours * 3_600 + minutes * 60 + seconds) * 1_000)
    : undefined;
}

function parseDay(text: string): Instant {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at)) throw new SyntaxError(`Cannot read instant: there is no day "${text}"`);
  return at;
}

function dayOf(at: Instant): Instant {
  return Math.floor(at / day) * day;
}
