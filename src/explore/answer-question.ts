import { capitalise } from "../core/capitalise.ts";
import type { Expr } from "../promql/ast.ts";
import { outsideWords } from "../promql/api/outside-words.ts";
import { evaluateInstant, evaluateRange } from "../promql/engine/evaluate.ts";
import type { QueryOptions } from "../promql/engine/options.ts";
import { QueryError } from "../promql/engine/query-error.ts";
import type { QueryResult } from "../promql/engine/query-value.ts";
import type { SampleStore } from "../promql/engine/store.ts";
import { lackOf, lossesOf } from "../promql/lack.ts";
import { readQuery } from "../promql/read-query.ts";
import { findSelectors } from "../promql/selectors.ts";
import type { Archive } from "./archive.ts";
import { emptyWords } from "./empty-words.ts";
import { isEmpty } from "./is-empty.ts";
import { type Problem, problemOf } from "./look.ts";
import type { Question, When } from "./question.ts";
import type { Answer } from "./reply.ts";
import { timeLimit } from "./time-limit.ts";

/** The answer to a question, or why there is none. `now` is a clock in ms. Never throws. */
export function answerQuestion({ query, when }: Question, archive: Archive, now: () => number): Answer {
  const begun = now();
  try {
    const expr = readQuery(query);
    const result = evaluate(expr, when, archive.store, { timeout: timeLimit, ...archive.options, now });
    const words = isEmpty(result.value) ? emptyWords(expr, archive) : "";
    return { kind: "answered", result, took: now() - begun, doubts: doubtsOn(expr, when, archive), emptyWords: words };
  } catch (error) {
    return { kind: "refused", problem: refusal(error, query) };
  }
}

/** Why an answer may not be the whole truth: what was not recorded, and what lies outside of the session. */
function doubtsOn(expr: Expr, when: When, archive: Archive): readonly string[] {
  // What needs no samples is the same at any time.
  if (findSelectors(expr).length === 0) return [];
  const range = when.kind === "instant" ? { start: when.at, end: when.at, step: 0 } : when;
  const outside = outsideWords(range, archive.interval);
  // The others may begin with a metric's name, which is written as it is.
  const capital = outside && capitalise(outside);
  return [lackOf(archive, expr), capital, ...lossesOf(archive, expr)].filter((words) => words !== undefined);
}

function evaluate(expr: Expr, when: When, store: SampleStore, options: QueryOptions): QueryResult {
  switch (when.kind) {
    case "range": {
      const { start, end, step } = when;
      return evaluateRange(expr, { start, end, step }, store, options);
    }
    case "instant":
      return evaluateInstant(expr, when.at, store, options);
  }
}

function refusal(error: unknown, query: string): Problem {
  if (!(error instanceof QueryError)) return problemOf(error, query);
  const { kind, message, position } = error;
  const advice = kind === "timeout"
    ? `; a query may take ${timeLimit / 1_000} s here: ask for a shorter range or a longer step`
    : "";
  return { text: message + advice, position };
}
