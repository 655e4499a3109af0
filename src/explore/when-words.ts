import { formatInstant } from "../core/format.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import type { When } from "./question.ts";

/** Over which instants a query was asked, in words: `from … to …, every 15s`, `at …`. */
export function whenWords(when: When): string {
  if (when.kind === "instant") return `at ${formatInstant(when.at)}`;
  const { start, end, step } = when;
  return `from ${formatInstant(start)} to ${formatInstant(end)}, every ${formatDurationLiteral(step)}`;
}
