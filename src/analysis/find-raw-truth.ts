import type { Objective } from "../core/plan.ts";
import type { Instant } from "../core/time.ts";
import type { Expr } from "../promql/ast.ts";
import { findHistogram } from "../promql/histogram-shape.ts";
import { findRatio } from "../promql/shape.ts";
import { countRequests } from "./error-count.ts";
import { measureLatency } from "./latency.ts";
import type { RawTruth } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";

/** What the raw samples can say beside an objective's query, at its grid's instants; `undefined` for one of another shape. */
export function findRawTruth(
  index: SessionIndex,
  objective: Objective,
  expr: Expr,
  times: readonly Instant[],
): RawTruth | undefined {
  const histogram = findHistogram(expr);
  if (histogram !== undefined) return measureLatency(index, histogram, objective, times);
  const ratio = findRatio(expr);
  return ratio === undefined ? undefined : countRequests(index, ratio, objective, times);
}
