import type { Instant } from "../../../src/core/time.ts";
import type { QueryResult, QueryValue } from "../../../src/promql/engine/query-value.ts";
import type { Answer } from "./ask.ts";
import type { Evaluation } from "./command.ts";
import { compareValue, findDisorder } from "./compare-value.ts";
import type { Difference } from "./outcome.ts";

/**
 * Where the step at `at` of a range answer is not what the case expects of an instant answer of that kind.
 * Annotations do not count, nor does the value where its order would.
 */
export function compareMiddle(
  { expectation: { value, ordered } }: Evaluation,
  kind: QueryValue["kind"],
  answer: Answer<QueryResult>,
  at: Instant,
): Difference[] {
  if (answer.kind === "unsupported") return [];
  if (answer.kind !== "result") return [{ expected: "an answer", got: `error: ${answer.message}` }];
  const got = answer.result.value;
  if (got.kind !== "matrix") return [{ expected: "a matrix", got: `a ${got.kind}` }];
  if (ordered) return [];
  const samples = got.series.flatMap(({ labels, times, values }) => {
    const index = times.indexOf(at);
    return index < 0 ? [] : [{ labels, value: values[index] ?? NaN }];
  });
  const scalar = samples[0];
  const middle: QueryValue = kind === "scalar" && scalar !== undefined
    ? { kind: "scalar", at, value: scalar.value }
    : { kind: "vector", at, samples };
  return [
    ...findDisorder(got.series),
    ...compareValue(value, middle, { ordered, range: { start: at, end: at, step: 1 } }),
  ];
}
