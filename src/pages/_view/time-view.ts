import type { TimeView } from "../../components/view.ts";
import { formatDay, formatDuration, formatInstant, formatTimeOfDay } from "../../core/format.ts";
import { type Instant, type Interval, lengthOf } from "../../core/time.ts";

/** An instant with its day: `22 Nov 2026 23:16 UTC`. */
export function dayView(at: Instant): TimeView {
  return { iso: new Date(at).toISOString(), text: formatDay(at) };
}

/** An instant within a session: `23:16:12.4`. */
export function clockView(at: Instant): TimeView {
  return { iso: new Date(at).toISOString(), text: formatTimeOfDay(at) };
}

/** An interval for reading: `23:16:22.0 to 23:17:12.0 UTC (50 s)`; with the day where it spans midnight. */
export function intervalWords(interval: Interval): string {
  const length = formatDuration(lengthOf(interval));
  const sameDay = formatInstant(interval.start).slice(0, 10) === formatInstant(interval.end).slice(0, 10);
  if (!sameDay) return `${formatInstant(interval.start)} to ${formatInstant(interval.end)} (${length})`;
  return `${formatTimeOfDay(interval.start)} to ${formatTimeOfDay(interval.end)} UTC (${length})`;
}
