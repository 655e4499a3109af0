import type { Point } from "../analysis/report.ts";
import type { Duration, Interval } from "../core/time.ts";

/** The usual distance between points, ms: the median; 0 with fewer than two points. */
export function stepOf(points: readonly Point[]): Duration {
  const distances = points.slice(1).map(([at], index) => at - (points[index]?.[0] ?? at)).filter((length) =>
    length > 0
  );
  return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
}

/**
 * The points of an interval with each value held for one step, so that a line through them can be drawn in steps.
 *
 * - Before a gap, and at the end, a value is held one step and not longer: what was not measured is not drawn.
 * - Points further apart than one and a half steps have a gap between them. Values that are not finite are gaps.
 */
export function heldPoints(points: readonly Point[], interval: Interval): Point[] {
  const step = stepOf(points);
  const result: Point[] = [];
  const inside = points.filter(([at]) => at >= interval.start && at <= interval.end);
  inside.forEach(([at, value], index) => {
    if (value === null || !Number.isFinite(value)) {
      result.push([at, null]);
      return;
    }
    result.push([at, value]);
    const next = inside[index + 1];
    const goesOn = next !== undefined && next[1] !== null && Number.isFinite(next[1]) && next[0] - at <= step * 1.5;
    if (goesOn) return;
    const until = Math.min(at + step, interval.end);
    if (until > at) result.push([until, value]);
    if (next !== undefined) result.push([until, null]);
  });
  return result;
}
