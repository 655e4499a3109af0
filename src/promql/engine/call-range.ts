import type { Duration } from "../../core/time.ts";
import { type Call, type Expr, type MatrixSelector, type Subquery, withoutParens } from "../ast.ts";
import { annotationTexts } from "./annotation.ts";
import { distinctColumns, withoutName } from "./assemble.ts";
import { type Column, emptyColumn, hasValue } from "./column.ts";
import { type Evaluation, referencesOf, resolveDuration, scalarOf } from "./evaluation.ts";
import { type Grid, timesOf } from "./grid.ts";
import { nameOf } from "./label-set.ts";
import { noteQuantiles } from "./note-quantiles.ts";
import type { RangeKernel } from "./range-kernel.ts";
import { type Samples, samplesOf } from "./samples.ts";
import { evaluateSubquery } from "./subquery.ts";
import { windowCache } from "./windows.ts";

/** The argument of a call that is a range vector; `undefined` when it has none. */
export function findRangeArgument(call: Call): MatrixSelector | Subquery | undefined {
  return call.args.map(withoutParens).find((arg): arg is MatrixSelector | Subquery =>
    arg.kind === "matrix" || arg.kind === "subquery"
  );
}

/** The range vector of a call, what to do with its windows, and when. */
export interface OverRange {
  readonly argument: MatrixSelector | Subquery;
  readonly kernel: RangeKernel;
  readonly grid: Grid;
}

/** A function over range vectors: its kernel run over the windows of every series. */
export function callOverRange(
  evaluation: Evaluation,
  call: Call,
  { argument, kernel, grid }: OverRange,
): Column[] {
  const { budget } = evaluation;
  const scalars = call.args.filter((arg) => withoutParens(arg) !== argument).map((arg) =>
    scalarOf(evaluation, arg, grid)
  );
  const range = resolveDuration(evaluation, argument.range, true);
  const ends = referencesOf(evaluation, argument.kind === "matrix" ? argument.selector : argument, grid);
  const { series, before, after } = samplesIn(evaluation, argument, ends, range);
  const windowsOf = windowCache(ends.map((end) => end + after), range + before + after, evaluation.rules === 2);
  const context = { range, ends, times: timesOf(grid), scalars, check: (work: number) => budget.check(work) };
  const columns: Column[] = [];
  for (const samples of series) {
    budget.check();
    const column = emptyColumn(samples.labels, grid.count);
    kernel(samples, windowsOf(samples.times), column, context);
    if (!hasValue(column)) continue;
    budget.take(grid.count);
    noteNonCounter(evaluation, call, argument, samples);
    columns.push(keepsName(call.name) ? { ...column, dropName: samples.dropName } : withoutName(evaluation, column));
  }
  if (call.name === "quantile_over_time" && columns.length > 0) {
    noteQuantiles(evaluation, scalars[0] ?? [], call.args[0]);
  }
  return evaluation.delayedNameRemoval || call.name === "absent_over_time" ? columns : distinctColumns(columns);
}

/** The samples of a range vector, and how far around its windows they are wanted, ms. */
function samplesIn(
  evaluation: Evaluation,
  argument: MatrixSelector | Subquery,
  ends: Float64Array,
  range: Duration,
): { series: readonly Samples[]; before: Duration; after: Duration } {
  if (argument.kind === "subquery") {
    return { series: evaluateSubquery(evaluation, argument, ends, range), before: 0, after: 0 };
  }
  const { extension } = argument.selector;
  return {
    series: evaluation.store.select(argument.selector).map(samplesOf),
    before: extension === undefined ? 0 : evaluation.lookback,
    after: extension === "smoothed" ? evaluation.lookback : 0,
  };
}

/** Functions that give a sample as it is, and so keep its name. */
function keepsName(name: string): boolean {
  return name === "last_over_time" || name === "first_over_time";
}

function noteNonCounter(evaluation: Evaluation, { name }: Call, argument: Expr, { labels }: Samples): void {
  const metric = nameOf(labels);
  if ((name !== "rate" && name !== "increase") || metric === "" || /_(total|sum|count|bucket)$/.test(metric)) return;
  evaluation.inform(annotationTexts.notCounter(metric), argument.position);
}
