import type { Finding, ObjectiveReport } from "../../analysis/report.ts";
import { formatDuration } from "../../core/format.ts";

/**
 * Why a finding's verdict is what it is. The analysis words one of its two judgements, by the query or by the raw samples; where
 * both together were broken for longer, that is said too, so that the sentence agrees with the chart.
 */
export function becauseWords({ objective }: Pick<ObjectiveReport, "objective">, finding: Finding): string {
  const { because, timeBroken } = finding;
  const total = formatDuration(timeBroken);
  if (timeBroken === 0 || because.includes(total)) return because;
  const judges = objective.indicator.kind === "promql" ? ", by the query or by the raw samples" : "";
  return `${because}; broken for ${total} in all${judges}`;
}
