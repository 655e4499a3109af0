import { type Call, type Expr, type Position, withoutParens } from "../ast.ts";
import { annotationTexts } from "./annotation.ts";
import { mergeColumns, withoutName } from "./assemble.ts";
import { type Bucket, bucketFraction, bucketQuantile } from "./bucket-quantile.ts";
import { type Column, emptyColumn } from "./column.ts";
import { type Evaluation, scalarOf, textOf, vectorOf } from "./evaluation.ts";
import { formatLabelNumber, parseLabelNumber } from "./go-number.ts";
import type { Grid } from "./grid.ts";
import { dropLabels, keyOf, nameOf, withLabel } from "./label-set.ts";
import { noteQuantiles } from "./note-quantiles.ts";

/** The buckets of one classic histogram, in the order of their bounds. */
interface Histogram {
  /** Any of its series, without `le`. */
  readonly base: Column;
  /** Where the query asks for it. */
  readonly position: Position;
  readonly buckets: readonly { readonly bound: number; readonly column: Column }[];
}

/** `histogram_quantile(q, v)`. */
export function histogramQuantile(evaluation: Evaluation, call: Call, grid: Grid): Column[] {
  const [quantile, vector] = call.args;
  const q = quantilesOf(evaluation, quantile, grid);
  return mergeColumns(
    findHistograms(evaluation, vector, grid).map((histogram) => quantileColumn(evaluation, histogram, q)),
  );
}

/** `histogram_quantiles(v, label, q…)`: one series for each quantile, told apart by the label. */
export function histogramQuantiles(evaluation: Evaluation, call: Call, grid: Grid): Column[] {
  const [vector, label, ...quantiles] = call.args;
  const name = textOf(label);
  const histograms = findHistograms(evaluation, vector, grid);
  return mergeColumns(quantiles.flatMap((quantile) => {
    const q = quantilesOf(evaluation, quantile, grid);
    return histograms.flatMap((histogram) => splitByQuantile(quantileColumn(evaluation, histogram, q), q, name));
  }));
}

/** The quantiles that are asked for, one a step; warns of those that are none. */
function quantilesOf(evaluation: Evaluation, argument: Expr | undefined, grid: Grid): Float64Array {
  const q = scalarOf(evaluation, argument, grid);
  noteQuantiles(evaluation, q, argument);
  return q;
}

/** A quantile may be another at each step; each gives a series of its own. */
function splitByQuantile(column: Column, q: Float64Array, name: string): Column[] {
  return [...new Set(q)].map((value) => ({
    ...column,
    labels: withLabel(column.labels, name, formatLabelNumber(value)),
    present: column.present.map((flag, step) => Object.is(q[step], value) ? flag : 0),
  }));
}

function quantileColumn(evaluation: Evaluation, histogram: Histogram, q: Float64Array): Column {
  let isForced = false;
  const column = columnOf(evaluation, histogram, (buckets, step) => {
    const quantile = bucketQuantile(q[step] as number, buckets);
    if (quantile.isForced) isForced = true;
    return quantile.value;
  });
  if (isForced) {
    const metric = evaluation.delayedNameRemoval ? nameOf(histogram.base.labels) : "";
    evaluation.inform(annotationTexts.monotonicity(metric), histogram.position);
  }
  return column;
}

/** `histogram_fraction(lower, upper, v)`. */
export function histogramFraction(evaluation: Evaluation, call: Call, grid: Grid): Column[] {
  const [from, to, vector] = call.args;
  const lower = scalarOf(evaluation, from, grid);
  const upper = scalarOf(evaluation, to, grid);
  return mergeColumns(
    findHistograms(evaluation, vector, grid).map((histogram) =>
      columnOf(
        evaluation,
        histogram,
        (buckets, step) => bucketFraction(lower[step] as number, upper[step] as number, buckets),
      )
    ),
  );
}

function columnOf(
  evaluation: Evaluation,
  { base, buckets }: Histogram,
  value: (buckets: readonly Bucket[], step: number) => number,
): Column {
  const count = base.values.length;
  evaluation.budget.take(count);
  const column = emptyColumn(base.labels, count, base.dropName);
  const present: Bucket[] = [];
  for (let step = 0; step < count; step++) {
    evaluation.budget.check();
    present.length = 0;
    for (const { bound, column: { values, present: flags } } of buckets) {
      if (flags[step] === 1) present.push({ bound, count: values[step] as number });
    }
    if (present.length === 0) continue;
    column.values[step] = value(present, step);
    column.present[step] = 1;
  }
  return withoutName(evaluation, column);
}

/** The series of a vector as histograms by their labels but `le`; those whose `le` is no number are left out and named. */
function findHistograms(evaluation: Evaluation, vector: Expr | undefined, grid: Grid): Histogram[] {
  const found = new Map<string, Histogram & { buckets: { bound: number; column: Column }[] }>();
  if (vector === undefined) return [];
  const { position } = withoutParens(vector);
  for (const column of vectorOf(evaluation, vector, grid)) {
    const { le } = column.labels;
    const bound = parseLabelNumber(le);
    if (bound === undefined) {
      const metric = evaluation.delayedNameRemoval ? nameOf(column.labels) : "";
      evaluation.warn(annotationTexts.badBucket(le ?? "", metric), position);
      continue;
    }
    const labels = dropLabels(column.labels, ["le"]);
    const key = keyOf(labels);
    const histogram = found.get(key) ?? { base: { ...column, labels }, position, buckets: [] };
    histogram.buckets.push({ bound, column });
    found.set(key, histogram);
  }
  for (const { buckets } of found.values()) buckets.sort((a, b) => a.bound - b.bound || 0);
  return [...found.values()];
}
