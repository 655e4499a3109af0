import type { Labels } from "../../core/labels.ts";
import type { Binary } from "../ast.ts";
import { annotationTexts } from "./annotation.ts";
import { mergeColumns } from "./assemble.ts";
import { anyPresent, type Column, emptyColumn, type Sides } from "./column.ts";
import type { Evaluation } from "./evaluation.ts";
import { compareLabels, formatLabelSet, keyOf } from "./label-set.ts";
import { matchLabels, resultLabels, signatureOf } from "./match-labels.ts";
import { isComparison, isTrim, operatorOf } from "./operator-values.ts";
import { QueryError } from "./query-error.ts";

/** An operator over two vectors, its sides told apart by how many partners a series may have there. */
interface Match {
  readonly evaluation: Evaluation;
  readonly expr: Binary;
  /** The one side stands on the left: `group_right`. */
  readonly isSwapped: boolean;
  /** What stands in for a missing sample of either side; with `group_right` the left fill is the many side's. */
  readonly fill: { readonly many: number | undefined; readonly one: number | undefined };
  /** 1 at the steps at which partners are looked for at all. */
  readonly alive: Uint8Array;
}

/**
 * An arithmetic or comparison operator over two vectors.
 *
 * - One-to-one, or many-to-one with `group_left` and `group_right`; `fill` stands in for a partner that is missing.
 * - Throws `QueryError` with Prometheus' words where series of one step have several partners.
 */
export function operateOnVectors(
  evaluation: Evaluation,
  expr: Binary,
  { left, right, count }: Sides,
): Column[] {
  const isSwapped = expr.matching?.group?.side === "right";
  const [many, one] = isSwapped ? [right, left] : [left, right];
  // Prometheus does not swap these with the sides.
  const fill = { many: expr.fill?.left, one: expr.fill?.right };
  const isFilled = fill.many !== undefined || fill.one !== undefined;
  const match: Match = { evaluation, expr, isSwapped, fill, alive: aliveSteps(many, one, count, isFilled) };
  const ones = Map.groupBy(one, ({ labels }) => signatureOf(expr, labels));
  const manies = Map.groupBy(many, ({ labels }) => signatureOf(expr, labels));
  const results = [...new Set([...manies.keys(), ...ones.keys()])].flatMap((signature) => {
    evaluation.budget.check();
    return matchGroup(match, manies.get(signature) ?? [], ones.get(signature) ?? []);
  });
  if (!isTrim(expr.operator)) return mergeColumns(results);
  if (results.some(({ present }) => present.includes(1))) {
    evaluation.inform(annotationTexts.floatsOnly(expr.operator), expr.position);
  }
  return [];
}

/** Both sides have samples, or one has and a fill stands in for the other. */
function aliveSteps(many: readonly Column[], one: readonly Column[], count: number, isFilled: boolean): Uint8Array {
  const others = anyPresent(one, count);
  return anyPresent(many, count).map((flag, step) => {
    const other = others[step] as number;
    return isFilled ? flag | other : flag & other;
  });
}

/** The results of the series of both sides that may be partners of one another. */
function matchGroup(match: Match, many: readonly Column[], one: readonly Column[]): Column[] {
  const { expr, fill, alive } = match;
  const partner = partnersOf(match, one);
  const taken = new Uint8Array(alive.length);
  const guard = expr.matching?.group === undefined ? oneToOneGuard(taken) : manyToOneGuard(taken);
  const results: Column[] = [];
  for (const column of many) {
    one.forEach((other, index) => {
      const isPair = (step: number) => column.present[step] === 1 && partner[step] === index;
      results.push(combine(match, { many: column, one: other, isPair, guard }));
    });
    if (fill.one === undefined) continue;
    const missing = constantColumn(matchLabels(expr, column.labels), fill.one, alive);
    const isAlone = (step: number) => column.present[step] === 1 && partner[step] === -1;
    results.push(combine(match, { many: column, one: missing, isPair: isAlone, guard }));
  }
  if (fill.many === undefined) return results;
  const matched = taken.slice();
  for (const [index, other] of one.entries()) {
    const missing = constantColumn(matchLabels(expr, other.labels), fill.many, alive);
    const isLeft = (step: number) => partner[step] === index && matched[step] === 0;
    results.push(combine(match, { many: missing, one: other, isPair: isLeft, guard }));
  }
  return results;
}

function constantColumn(labels: Labels, value: number, alive: Uint8Array): Column {
  return { labels, dropName: false, values: new Float64Array(alive.length).fill(value), present: alive };
}

/** At each step the index of the one side's only series with a sample; −1 where it has none, −2 where nobody looks. */
function partnersOf(match: Match, one: readonly Column[]): Int32Array {
  const { alive } = match;
  const partner = Int32Array.from(alive, (flag) => flag - 2);
  one.forEach(({ labels, present }, index) => {
    for (let step = 0; step < alive.length; step++) {
      if (present[step] !== 1 || alive[step] !== 1) continue;
      const before = one[partner[step] as number];
      if (before !== undefined) throw duplicates(match, before.labels, labels);
      partner[step] = index;
    }
  });
  return partner;
}

function duplicates({ evaluation, expr, isSwapped }: Match, before: Labels, labels: Labels): QueryError {
  const both = [labels, before];
  // In a stable order since 3.0.
  if (evaluation.rules === 3) both.sort(compareLabels);
  return new QueryError(
    "execution",
    `found duplicate series for the match group ${formatLabelSet(matchLabels(expr, labels))} on the ${
      isSwapped ? "left" : "right"
    } hand-side of the operation: [${both.map(formatLabelSet).join(", ")}]` +
      ";many-to-many matching not allowed: matching labels must be unique on one side",
  );
}

/** Called for each pair of samples with the labels of its result; throws `QueryError` for one too many. */
type Guard = (labels: Labels) => (step: number) => void;

function oneToOneGuard(taken: Uint8Array): Guard {
  return () => (step) => {
    if (taken[step] === 1) {
      throw new QueryError(
        "execution",
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)",
      );
    }
    taken[step] = 1;
  };
}

function manyToOneGuard(taken: Uint8Array): Guard {
  const inserted = new Map<string, Uint8Array>();
  return (labels) => {
    const key = keyOf(labels);
    const own = inserted.get(key) ?? new Uint8Array(taken.length);
    inserted.set(key, own);
    return (step) => {
      if (own[step] === 1) {
        throw new QueryError(
          "execution",
          "multiple matches for labels: grouping labels must ensure unique matches",
        );
      }
      own[step] = 1;
      taken[step] = 1;
    };
  };
}

/** A series of either side, and at which steps they are partners of one another. */
interface Pair {
  readonly many: Column;
  readonly one: Column;
  isPair(step: number): boolean;
  readonly guard: Guard;
}

/** The operator over two series at the steps at which they are a pair. A comparison keeps the left value, or filters. */
function combine({ evaluation, expr, isSwapped, alive }: Match, { many, one, isPair, guard }: Pair): Column {
  const labels = resultLabels(expr, many.labels, one.labels, evaluation);
  const column = emptyColumn(labels, alive.length, expr.bool || many.dropName);
  evaluation.budget.take(alive.length);
  const note = guard(labels);
  const [left, right] = isSwapped ? [one.values, many.values] : [many.values, one.values];
  const operate = isTrim(expr.operator) ? () => 0 : operatorOf(expr.operator);
  const filters = isComparison(expr.operator) && !expr.bool;
  for (let step = 0; step < alive.length; step++) {
    if (!isPair(step)) continue;
    const result = operate(left[step] as number, right[step] as number);
    const isKept = !filters || result !== 0;
    // By the older rules a pair that is dropped has not taken its place.
    if (isKept || evaluation.rules === 3) note(step);
    if (!isKept) continue;
    column.values[step] = filters ? left[step] as number : result;
    column.present[step] = 1;
  }
  return column;
}
