import type { Series } from "../../core/series.ts";
import type { Duration } from "../../core/time.ts";
import type { VectorSelector } from "../ast.ts";
import { type Column, emptyColumn, hasValue } from "./column.ts";
import { type Evaluation, referencesOf } from "./evaluation.ts";
import type { Grid } from "./grid.ts";
import { interpolate } from "./interpolate.ts";
import { samplesOf } from "./samples.ts";
import { slideWindows } from "./windows.ts";

/** The newest samples that an instant selector sees at each step; `value` may give something else of a sample. */
export function selectVector(
  evaluation: Evaluation,
  selector: VectorSelector,
  grid: Grid,
  value: (series: Series, index: number) => number = valueAt,
): Column[] {
  if (selector.extension === "smoothed") return selectSmoothed(evaluation, selector, grid);
  evaluation.budget.take(grid.count);
  const references = referencesOf(evaluation, selector, grid);
  const newest = newestCache(references, evaluation.lookback, evaluation.rules === 2);
  return evaluation.store.select(selector).flatMap((series) => {
    evaluation.budget.check(grid.count);
    const column = emptyColumn(series.labels, grid.count);
    const indices = newest(series.times);
    const { stale } = series;
    let samples = 0;
    for (let step = 0; step < grid.count; step++) {
      const index = indices[step] as number;
      if (index < 0 || stale?.[index] === 1) continue;
      column.values[step] = value(series, index);
      column.present[step] = 1;
      samples++;
    }
    if (samples === 0) return [];
    evaluation.budget.take(grid.count);
    return [column];
  });
}

function valueAt({ values }: Series, index: number): number {
  return values[index] as number;
}

/** For each reference the index of the newest sample within the lookback, −1 where there is none; once for shared times. */
function newestCache(references: Float64Array, lookback: Duration, closed: boolean) {
  const known = new Map<Float64Array, Int32Array>();
  return (times: Float64Array): Int32Array => {
    const found = known.get(times);
    if (found !== undefined) return found;
    const { from, to } = slideWindows(times, references, lookback, closed);
    const newest = to.map((end, step) => end > (from[step] as number) ? end - 1 : -1);
    known.set(times, newest);
    return newest;
  };
}

/** Values interpolated between the samples around each step, the last one carried on; within the lookback. */
function selectSmoothed(evaluation: Evaluation, selector: VectorSelector, grid: Grid): Column[] {
  evaluation.budget.take(grid.count);
  const references = referencesOf(evaluation, selector, grid);
  return evaluation.store.select(selector).map((series) => {
    evaluation.budget.take(grid.count);
    const samples = samplesOf(series);
    const { times, values } = samples;
    const column = emptyColumn(series.labels, grid.count);
    const { from, to } = slideWindows(
      times,
      references.map((at) => at + evaluation.lookback),
      2 * evaluation.lookback,
      false,
    );
    references.forEach((at, step) => {
      const [low, high] = [from[step] as number, to[step] as number];
      let next = low;
      while (next < high && (times[next] as number) < at) next++;
      const isExact = next < high && times[next] === at;
      if (next === low && !isExact) return;
      column.present[step] = 1;
      column.values[step] = isExact
        ? values[next] as number
        : next < high
        ? interpolate(samples, next - 1, at)
        : values[next - 1] as number;
    });
    return column;
  }).filter(hasValue);
}
