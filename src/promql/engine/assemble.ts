import { type Column, hasValue } from "./column.ts";
import type { Evaluation } from "./evaluation.ts";
import { dropMetadata, keyOf } from "./label-set.ts";
import { QueryError } from "./query-error.ts";

/** What Prometheus says of two series of one vector with equal labels. */
const sameLabels = "vector cannot contain metrics with the same labelset";

/** A column whose metric's name is gone: now, or with delayed removal at the end of the evaluation. */
export function withoutName({ delayedNameRemoval }: Evaluation, column: Column): Column {
  return delayedNameRemoval
    ? { ...column, dropName: true }
    : { ...column, labels: dropMetadata(column.labels), dropName: true };
}

/**
 * Columns that have values, those with equal labels made one.
 * Throws `QueryError` when two of them have values at the same step.
 */
export function mergeColumns(columns: readonly Column[]): Column[] {
  const merged = new Map<string, Column>();
  for (const column of columns) {
    if (!hasValue(column)) continue;
    const key = keyOf(column.labels);
    const known = merged.get(key);
    merged.set(key, known === undefined ? column : joined(known, column));
  }
  return [...merged.values()];
}

/** Columns that have values. Throws `QueryError` when two of them have equal labels, whatever their steps. */
export function distinctColumns(columns: readonly Column[]): Column[] {
  const kept = columns.filter(hasValue);
  if (new Set(kept.map(({ labels }) => keyOf(labels))).size < kept.length) {
    throw new QueryError("execution", sameLabels);
  }
  return kept;
}

function joined(a: Column, b: Column): Column {
  const values = a.values.slice();
  const present = a.present.slice();
  for (let step = 0; step < present.length; step++) {
    if (b.present[step] !== 1) continue;
    if (present[step] === 1) throw new QueryError("execution", sameLabels);
    present[step] = 1;
    values[step] = b.values[step] as number;
  }
  return { ...a, values, present };
}
