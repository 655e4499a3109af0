import type { Instant } from "../../core/time.ts";
import type { MatrixSelector, Subquery } from "../ast.ts";
import { type Evaluation, referenceOf, resolveDuration } from "./evaluation.ts";
import { between, edgesOf, type ExtendedWindow, findInside } from "./extended-rate.ts";
import type { MatrixSeries } from "./query-value.ts";
import { type Samples, samplesOf } from "./samples.ts";
import { evaluateSubquery } from "./subquery.ts";
import { slideWindows } from "./windows.ts";

/** The samples of a range vector at one instant, as an instant query for one answers. */
export function rangeVectorAt(evaluation: Evaluation, expr: MatrixSelector | Subquery, at: Instant): Samples[] {
  const range = resolveDuration(evaluation, expr.range, true);
  const shifted = expr.kind === "matrix" ? expr.selector : expr;
  const end = referenceOf(evaluation, shifted, at);
  if (expr.kind === "subquery") {
    return evaluateSubquery(evaluation, expr, Float64Array.of(end), range).filter(({ times }) => times.length > 0);
  }
  const { extension } = expr.selector;
  const before = extension === undefined ? 0 : evaluation.lookback;
  const after = extension === "smoothed" ? evaluation.lookback : 0;
  return evaluation.store.select(expr.selector).map(samplesOf).flatMap((samples) => {
    const ends = Float64Array.of(end + after);
    const { from, to } = slideWindows(samples.times, ends, range + before + after, evaluation.rules === 2);
    const [low, high] = [from[0] as number, to[0] as number];
    evaluation.budget.take(high - low);
    const inside = { times: samples.times.slice(low, high), values: samples.values.slice(low, high) };
    const found = extension === undefined
      ? inside
      : extended(inside, { start: end - range, end, smoothed: extension === "smoothed" });
    return found.times.length === 0 ? [] : [{ ...samples, ...found }];
  });
}

type Points = Pick<MatrixSeries, "times" | "values">;

/** Samples between the edges of an `anchored` or `smoothed` range, and values at both edges. */
function extended(points: Points, window: ExtendedWindow): Points {
  const { times, values } = points;
  const used = times.length === 0 ? undefined : findInside(times, { first: 0, last: times.length - 1 }, window);
  if (used === undefined) return { times: new Float64Array(), values: new Float64Array() };
  const { left, right } = edgesOf(points, used, window);
  const { first, last } = between(times, used, window);
  return {
    times: Float64Array.from([window.start, ...times.subarray(first, last + 1), window.end]),
    values: Float64Array.from([left, ...values.subarray(first, last + 1), right]),
  };
}
