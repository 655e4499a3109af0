import { type Duration, intersect, type Interval, lengthOf } from "../core/time.ts";

/** The union of the intervals: in order, disjoint, touching ones joined, empty ones left out. */
export function unionOf(intervals: Iterable<Interval>): Interval[] {
  const sorted = [...intervals].filter((interval) => lengthOf(interval) > 0).sort((a, b) => a.start - b.start);
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    if (last !== undefined && interval.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, interval.end) };
    } else {
      result.push({ start: interval.start, end: interval.end });
    }
  }
  return result;
}

/** The parts of the intervals that lie within `frame`. */
export function clip(intervals: Iterable<Interval>, frame: Interval): Interval[] {
  return [...intervals].flatMap((interval) => intersect(interval, frame) ?? []);
}

/** The stretches that every one of the lists covers; none when there are no lists. */
export function intersectAll(lists: readonly (readonly Interval[])[]): Interval[] {
  const [first, ...rest] = lists;
  if (first === undefined) return [];
  return rest.reduce<Interval[]>((common, list) => common.flatMap((interval) => clip(list, interval)), unionOf(first));
}

/** The summed length of the union. */
export function totalLength(intervals: Iterable<Interval>): Duration {
  return unionOf(intervals).reduce((sum, interval) => sum + lengthOf(interval), 0);
}

/** The parts of `frame` that none of the intervals covers. */
export function gapsBetween(intervals: Iterable<Interval>, frame: Interval): Interval[] {
  const result: Interval[] = [];
  let from = frame.start;
  for (const interval of unionOf(clip(intervals, frame))) {
    if (interval.start > from) result.push({ start: from, end: interval.start });
    from = interval.end;
  }
  if (frame.end > from) result.push({ start: from, end: frame.end });
  return result;
}
