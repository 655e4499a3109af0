import type { QueryRange } from "../../../src/promql/engine/evaluate.ts";
import type { QueryResult } from "../../../src/promql/engine/query-value.ts";
import type { Answer } from "./ask.ts";
import type { Evaluation, QueryTime } from "./command.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { compareValue } from "./compare-value.ts";
import { formatMatch, matchesText } from "./match-text.ts";
import type { Difference } from "./outcome.ts";

/** Where an answer, its annotations included, is not what the case expects; `unsupported` is no difference. */
export function compareAnswer({ expectation, query, time }: Evaluation, answer: Answer<QueryResult>): Difference[] {
  const { failure, value, ordered } = expectation;
  switch (answer.kind) {
    case "unsupported":
      return [];
    case "broken":
      return [{ expected: "an answer or an error with a place", got: answer.message }];
    case "error":
      if (failure === undefined) return [{ expected: "an answer", got: `error: ${answer.message}` }];
      if (matchesText(failure, answer.message)) return [];
      return [{ expected: formatMatch(failure, "error"), got: `error: ${answer.message}` }];
    case "result": {
      if (failure !== undefined) return [{ expected: formatMatch(failure, "error"), got: "no error" }];
      const range = (value.kind === "series" ? value.range : undefined) ?? rangeOf(time);
      return [
        ...compareAnnotations(expectation, query, answer.result.annotations),
        ...compareValue(value, answer.result.value, { ordered, range }),
      ];
    }
  }
}

/** The range of a query; an instant is a range of one step. */
function rangeOf(time: QueryTime): QueryRange {
  return time.kind === "range" ? time : { start: time.at, end: time.at, step: 1 };
}
