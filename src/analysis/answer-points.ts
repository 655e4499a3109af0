import type { Answer, AnswerSeries } from "../core/session.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { Point } from "./line.ts";

/** The instants of the step grid through `origin` that lie within the half-open interval. */
export function gridIn(interval: Interval, origin: Instant, step: Duration): Instant[] {
  if (!(step > 0)) return [];
  const times: Instant[] = [];
  const first = Math.ceil((interval.start - origin) / step);
  for (let index = first; origin + index * step < interval.end; index += 1) times.push(origin + index * step);
  return times;
}

/** The series' values at the given instants; `null` where it has none, or only NaN. */
export function pointsAt(series: AnswerSeries | undefined, times: readonly Instant[]): Point[] {
  const values = new Map(series?.times.map((at, index) => [Math.round(at), series.values[index]]));
  return times.map((at) => {
    const value = values.get(Math.round(at));
    return [at, value === undefined || Number.isNaN(value) ? null : value];
  });
}

/** The instants of an answer's grid, its end included. */
export function gridOf(answer: Pick<Answer, "start" | "end" | "step">): Instant[] {
  return gridIn({ start: answer.start, end: answer.end + 1 }, answer.start, answer.step);
}
