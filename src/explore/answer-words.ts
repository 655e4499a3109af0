import { formatDuration, formatInstant } from "../core/format.ts";
import type { QueryValue } from "../promql/engine/query-value.ts";
import type { Question } from "./question.ts";
import type { Answer } from "./reply.ts";

/** An answer in a line: `80 series at 961 instants, computed in 34 ms`. */
export function answerWords({ when }: Question, { result, took }: Answer & { readonly kind: "answered" }): string {
  const instants = when.kind === "instant"
    ? `at ${formatInstant(when.at)}`
    : `at ${Math.floor((when.end - when.start) / when.step) + 1} instants`;
  return `${countWords(result.value)} ${instants}, computed in ${formatDuration(Math.max(1, Math.round(took)))}`;
}

function countWords(value: QueryValue): string {
  switch (value.kind) {
    case "scalar":
      return "a number";
    case "string":
      return "a text";
    case "vector":
      return value.samples.length === 1 ? "1 series" : `${value.samples.length} series`;
    case "matrix":
      return value.series.length === 1 ? "1 series" : `${value.series.length} series`;
  }
}
