import { formatPlace } from "../syntax-error.ts";
import { formatShort } from "./go-number.ts";
import type { Annotation } from "./query-value.ts";

/** An annotation as Prometheus prints it: `PromQL info: metric might not be a counter … (1:6)`. */
export function formatAnnotation(query: string, { severity, text, position }: Annotation): string {
  return `PromQL ${severity}: ${text} (${formatPlace(query, position.start)})`;
}

/** The texts of annotations; each says what is doubtful in an answer. */
export const annotationTexts = {
  quantile: (q: number) => `quantile value should be between 0 and 1, got ${formatShort(q)}`,
  ratio: (ratio: number, cap: number) =>
    `ratio value should be between -1 and 1, got ${formatShort(ratio)}, capping to ${formatShort(cap)}`,
  badBucket: (le: string, metric: string) =>
    `bucket label "le" is missing or has a malformed value of ${JSON.stringify(le)}${ofMetric(metric)}`,
  monotonicity: (metric: string) =>
    "input to histogram_quantile needed to be fixed for monotonicity (see " +
    `https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)${ofMetric(metric)}`,
  notCounter: (metric: string) =>
    `metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${JSON.stringify(metric)}`,
  floatsOnly: (operator: string) =>
    `incompatible sample types encountered for binary operator ${JSON.stringify(operator)}: float ${operator} float`,
} as const;

function ofMetric(metric: string): string {
  return metric === "" ? "" : ` for metric name ${JSON.stringify(metric)}`;
}
