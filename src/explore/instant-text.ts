import { type Duration, type Instant, type Interval, parseDuration } from "../core/time.ts";

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
 * - `+90s`, `+1m30s`: from the session's start.
 * - Throws `SyntaxError` for anything else.
 */
export function parseInstantText(text: string, session: Interval): Instant {
  const words = text.trim();
  const offset = /^\+\s*(\w+)$/.exec(words)?.[1];
  if (offset !== undefined) return session.start + parseDuration(offset);
  const [whole, date, clock = ""] =
    /^(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d?:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(?:Z|UTC)?$/i.exec(words) ?? [];
  const time = whole === undefined ? undefined : parseClock(clock);
  if (time === undefined) {
    throw new SyntaxError(
      `Cannot read instant "${text}": expected a form such as "23:16:12", "2026-11-22 23:16:12" or "+90s"`,
    );
  }
  if (date !== undefined) return parseDay(date) + time;
  for (let start = dayOf(session.start); start <= session.end; start += day) {
    if (start + time >= session.start && start + time <= session.end) return start + time;
  }
  return dayOf(session.start) + time;
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
