import { UserError } from "../core/user-error.ts";
import { formatDuration } from "../core/format.ts";
import type { Answer, AnswerSeries } from "../core/session.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";

/** More points than any report can show or any session has; a grid of more is refused. */
const mostPoints = 1e6;

/**
 * The instants of the step grid through `origin` that lie within the half-open interval.
 * Throws `RangeError` when they are more than a million.
 */
export function gridIn(interval: Interval, origin: Instant, step: Duration): Instant[] {
  if (!(step > 0)) return [];
  refuseGrid(interval, step);
  const times: Instant[] = [];
  const first = Math.ceil((interval.start - origin) / step);
  for (let index = first; origin + index * step < interval.end; index += 1) times.push(origin + index * step);
  return times;
}

/** A series' value by its instant; `null` where it has none, or no finite one. */
export function valuesOf(series: AnswerSeries | undefined): (at: Instant) => number | null {
  const values = new Map(series?.times.map((at, index) => [Math.round(at), series.values[index]]));
  return (at) => {
    const value = values.get(Math.round(at));
    return value === undefined || !Number.isFinite(value) ? null : value;
  };
}

/** The instants of an answer's grid, its end included. */
export function gridOf(answer: Pick<Answer, "start" | "end" | "step">): Instant[] {
  return gridIn({ start: answer.start, end: answer.end + 1 }, answer.start, answer.step);
}

/** Throws `UserError` (exit code 3) when an interval has more than a million steps; a step of 0 is none. */
export function refuseGrid({ start, end }: Interval, step: Duration): void {
  if (!(step > 0) || (end - start) / step <= mostPoints) return;
  throw new UserError(
    `Cannot judge ${formatDuration(end - start)} in steps of ${step} ms: that is more than a million points`,
    { exitCode: 3 },
  );
}
