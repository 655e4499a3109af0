import type { Objective } from "../core/plan.ts";
import { findHistogram } from "../promql/histogram-shape.ts";
import { parseQuery } from "../promql/parse.ts";
import { findRatio } from "../promql/shape.ts";
import { countRequests } from "./error-count.ts";
import { measureLatency } from "./latency.ts";
import type { RawTruth } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";

/** What the raw samples can say beside an objective's query; `undefined` for a query of another shape, or unreadable. */
export function findRawTruth(index: SessionIndex, objective: Objective, query: string): RawTruth | undefined {
  const expr = parsed(query);
  if (expr === undefined) return undefined;
  const histogram = findHistogram(expr);
  if (histogram !== undefined) return measureLatency(index, histogram, objective);
  const ratio = findRatio(expr);
  return ratio === undefined ? undefined : countRequests(index, ratio, objective);
}

function parsed(query: string): ReturnType<typeof parseQuery> | undefined {
  try {
    return parseQuery(query);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
