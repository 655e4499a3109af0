import type { QueryRange } from "../engine/evaluate.ts";

/** Why Prometheus refuses a range, in its words: it has more than 11,000 steps. `undefined` when it does not. */
export function refuseSteps({ start, end, step }: QueryRange): string | undefined {
  if (Math.trunc((end - start) / step) <= 11_000) return undefined;
  return "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)";
}
