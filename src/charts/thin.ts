import type { Point } from "../analysis/report.ts";
import type { Instant } from "../core/time.ts";

/**
 * The points that a drawing can show: of each pixel column the first, the lowest, the highest and the last, in order.
 *
 * - `columnOf` is the column of an instant; it must not fall as instants rise.
 * - At most four values a column; a gap (`null`) between two kept values stays, as one `null`.
 * - What is thinned looks the same, to the pixel, as what it came from (M4: Jugel and others, VLDB 2014).
 */
export function thinPoints(points: readonly Point[], columnOf: (at: Instant) => number): Point[] {
  const kept = new Set<number>();
  for (let from = 0; from < points.length;) {
    const column = columnOf(points[from]?.[0] ?? 0);
    let to = from;
    let [first, low, high, last] = [-1, -1, -1, -1];
    for (; to < points.length && columnOf(points[to]?.[0] ?? 0) === column; to++) {
      const value = valueAt(points, to);
      if (value === null) continue;
      if (first < 0) first = to;
      if (low < 0 || value < (valueAt(points, low) ?? 0)) low = to;
      if (high < 0 || value > (valueAt(points, high) ?? 0)) high = to;
      last = to;
    }
    for (const index of [first, low, high, last]) if (index >= 0) kept.add(index);
    from = to;
  }
  const result: Point[] = [];
  let gap: Point | undefined;
  points.forEach((point, index) => {
    if (point[1] === null) gap ??= point;
    else if (kept.has(index)) {
      if (gap !== undefined) result.push(gap);
      result.push(point);
      gap = undefined;
    }
  });
  if (gap !== undefined) result.push(gap);
  return result;
}

function valueAt(points: readonly Point[], index: number): number | null {
  return points[index]?.[1] ?? null;
}
