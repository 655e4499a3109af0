import { labelsKey } from "../../../src/core/labels.ts";
import { formatLabelSet } from "../../../src/promql/engine/label-set.ts";
import type { Answer, AnswerSeries } from "./answer.ts";

/** How two answers to one query agree. */
export interface Comparison {
  /** Values of either side; those that are the same bit for bit (all NaN count as one). */
  readonly points: number;
  readonly equal: number;
  readonly differences: readonly Difference[];
}

/** One thing in which two answers differ. */
export interface Difference {
  /** Only one side refuses, or in other words; another type; a series, or a point of one, of one side only; values; order. */
  readonly kind: "refusal" | "words" | "type" | "series" | "point" | "value" | "infinite value" | "order";
  readonly text: string;
  /** How far two finite values lie apart. */
  readonly distance?: number;
}

/** What counts as agreement. */
export interface Tolerance {
  /** Relative to the larger value. */
  readonly relative: number;
  /** Whether the order of the series is part of the answer. */
  readonly ordered: boolean;
}

/** Compares what Prometheus answers with what we do: types, series, times, values, and the words of a refusal. */
export function compareAnswers(theirs: Answer, ours: Answer, tolerance: Tolerance): Comparison {
  const differ = (...differences: Difference[]): Comparison => ({ points: 0, equal: 0, differences });
  if (theirs.kind === "refusal" || ours.kind === "refusal") {
    if (theirs.kind !== "refusal" || ours.kind !== "refusal") {
      return differ({ kind: "refusal", text: "one side refuses" });
    }
    return sameReason(theirs.text, ours.text) ? differ() : differ({ kind: "words", text: "other words" });
  }
  if (theirs.type !== ours.type) return differ({ kind: "type", text: `type ${theirs.type}, ours ${ours.type}` });
  const left = bySeries(theirs.series);
  const right = bySeries(ours.series);
  const alone = [...left, ...right].filter(([key]) => !(left.has(key) && right.has(key))).map(([key, { labels }]) =>
    difference("series", `${left.has(key) ? "lacks" : "has besides"} ${formatLabelSet(labels)}`)
  );
  let [points, equal] = [0, 0];
  const differences = [...left].flatMap(([key, series]) => {
    const other = right.get(key);
    if (other === undefined) return [];
    const compared = comparePoints(series, other, tolerance);
    points += compared.points;
    equal += compared.equal;
    return compared.differences.map((each) => ({ ...each, text: `${formatLabelSet(series.labels)} ${each.text}` }));
  });
  const swapped = tolerance.ordered && alone.length + differences.length === 0 &&
    !sameOrder(theirs.series, ours.series);
  const order = swapped ? [difference("order", "another order")] : [];
  return { points, equal, differences: [...alone, ...differences, ...order] };
}

/**
 * Whether two refusals say the same. Which of several conflicts is met first, and so which series are named, depends on
 * the order of the work: the series of each step in turn there, whole series here.
 */
function sameReason(theirs: string, ours: string): boolean {
  return theirs === ours || conflict.test(theirs) && conflict.test(ours);
}

const conflict = /^(found duplicate series for the match group|multiple matches for labels)/;

function difference(kind: Difference["kind"], text: string): Difference {
  return { kind, text };
}

function bySeries(series: readonly AnswerSeries[]): Map<string, AnswerSeries> {
  return new Map(series.map((each) => [labelsKey(each.labels), each]));
}

/** Whether the values come in the same order; those of equal series may change places. */
function sameOrder(left: readonly AnswerSeries[], right: readonly AnswerSeries[]): boolean {
  return left.every(({ values }, index) => isClose(values[0]!, right[index]!.values[0]!, 1e-9));
}

function comparePoints(theirs: AnswerSeries, ours: AnswerSeries, { relative }: Tolerance): Comparison {
  const values = new Map(Array.from(ours.times, (at, index) => [at, ours.values[index]!]));
  const differences: Difference[] = [];
  let equal = 0;
  for (let index = 0; index < theirs.times.length; index++) {
    const at = theirs.times[index]!;
    const [their, our] = [theirs.values[index]!, values.get(at)];
    values.delete(at);
    if (our === undefined) differences.push(difference("point", `at ${at / 1_000}: ${their}, ours nothing`));
    else if (Object.is(their, our)) equal++;
    else if (!isClose(their, our, relative)) {
      const kind = Number.isFinite(their) && Number.isFinite(our) ? "value" : "infinite value";
      const text = `at ${at / 1_000}: ${their}, ours ${our}`;
      differences.push(kind === "value" ? { kind, text, distance: Math.abs(their - our) } : { kind, text });
    }
  }
  for (const [at, value] of values) {
    differences.push(difference("point", `at ${at / 1_000}: nothing, ours ${value}`));
  }
  return { points: theirs.times.length + values.size, equal, differences };
}

function isClose(a: number, b: number, relative: number): boolean {
  if (a === b || Number.isNaN(a) && Number.isNaN(b)) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b));
}
