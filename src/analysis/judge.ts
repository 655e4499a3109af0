import { formatDuration, formatValue } from "../core/format.ts";
import { type Instant, type Interval, lengthOf } from "../core/time.ts";
import type { Verdict } from "../core/verdict.ts";
import type { Point } from "./line.ts";
import { capitalise } from "../core/capitalise.ts";
import { formatBreach, formatPromise, holds, moreAdverse, type Promised } from "./promise.ts";
import { totalLength } from "./spans.ts";

/** What the points of one series say of a promise in one interval. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly because: string;
  /** Known violations that lasted long enough to count. */
  readonly broken: readonly Interval[];
  readonly known: number;
  readonly expected: number;
  readonly extreme: { readonly at: Instant; readonly value: number } | undefined;
}

/**
 * Judges the points of an interval, oldest first and complete: `null` where the value is not known.
 *
 * - A run of violations lasts from its first point to the next point that is none, or to the interval's end.
 * - The last point before the interval may lead: a run that goes on from it lasts from the interval's start, so that
 *   intervals side by side leave none of it out. Else it counts for nothing.
 * - `fail` when a known run lasts `for` or longer (with `for` 0, any violating point).
 * - `inconclusive` when a run of violating or unknown points could last so long, when fewer points are known than
 *   `minimumCoverage` asks for, or when there is no point.
 * - `pass` otherwise: taking values away never makes a pass.
 */
export function judgePoints(
  led: readonly Point[],
  interval: Interval,
  promised: Promised,
  minimumCoverage: number,
): Judgement {
  const points = led.filter(([at]) => at >= interval.start);
  const known = points.filter(([, value]) => value !== null).length;
  const violates = (value: number | null) => value !== null && !holds(promised, value);
  const broken = runsOf(led, interval, violates).filter((run) => lengthOf(run) >= promised.for);
  const possible = runsOf(led, interval, (value) => value === null || violates(value));
  const hidden = possible.find((run) => lengthOf(run) >= Math.min(promised.for, lengthOf(interval)));
  const facts = { broken, known, expected: points.length, extreme: extremeOf(points, promised) };
  if (broken.length > 0) {
    const because = `${capitalise(formatBreach(promised))} for ${formatDuration(totalLength(broken))}`;
    return { ...facts, verdict: "fail", because: because + worstWords(promised, facts.extreme) };
  }
  if (points.length === 0) {
    return { ...facts, verdict: "inconclusive", because: "No point of the query falls into this interval" };
  }
  if (known === 0) {
    return { ...facts, verdict: "inconclusive", because: "The query has no value in this interval" };
  }
  if (known / points.length < minimumCoverage) {
    const because = `Only ${known} of ${points.length} points have a value`;
    return { ...facts, verdict: "inconclusive", because };
  }
  if (hidden !== undefined) {
    const unknown = points.length - known;
    const because = unknown === 0
      ? `The violation fills the interval, which is shorter than the ${formatDuration(promised.for)} that count`
      : `${unknown} of ${points.length} points have no value, and a breach could hide in ${
        formatDuration(lengthOf(hidden))
      } of them`;
    return { ...facts, verdict: "inconclusive", because };
  }
  return {
    ...facts,
    verdict: "pass",
    because: `${formatPromise(promised)} at ${known === 1 ? "the one point" : `all ${known} points`} with a value`,
  };
}

/** The most adverse value as the end of a sentence, `, at worst 2.9 s`; empty when there is none. */
export function worstWords({ unit }: Promised, extreme: Judgement["extreme"]): string {
  return extreme === undefined ? "" : `, at worst ${formatValue(extreme.value, unit)}`;
}

/** The runs of consecutive points that pass the test. */
function runsOf(points: readonly Point[], interval: Interval, test: (value: number | null) => boolean): Interval[] {
  const runs: Interval[] = [];
  let start: Instant | undefined;
  let isLed = false;
  for (const [at, value] of points) {
    if (at < interval.start) {
      isLed = test(value);
    } else if (test(value)) {
      start ??= isLed ? interval.start : at;
      isLed = false;
    } else {
      if (start !== undefined) runs.push({ start, end: at });
      start = undefined;
      isLed = false;
    }
  }
  if (start !== undefined) runs.push({ start, end: interval.end });
  return runs;
}

/** The most adverse of the known points, the first of equals. */
export function extremeOf(points: readonly Point[], promised: Promised): Judgement["extreme"] {
  let extreme: { at: Instant; value: number } | undefined;
  for (const [at, value] of points) {
    if (value === null) continue;
    const adverse = extreme === undefined || moreAdverse(promised, extreme.value, value) !== extreme.value;
    if (adverse) extreme = { at, value };
  }
  return extreme;
}
