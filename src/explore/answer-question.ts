import type { Expr } from "../promql/ast.ts";
import { evaluateInstant, evaluateRange } from "../promql/engine/evaluate.ts";
import type { QueryOptions } from "../promql/engine/options.ts";
import { QueryError } from "../promql/engine/query-error.ts";
import type { QueryResult } from "../promql/engine/query-value.ts";
import type { SampleStore } from "../promql/engine/store.ts";
import { readQuery } from "../promql/read-query.ts";
import type { Catalog } from "./catalog.ts";
import { emptyWords } from "./empty-words.ts";
import { isEmpty } from "./is-empty.ts";
import { type Problem, problemOf } from "./look.ts";
import type { Question, When } from "./question.ts";
import type { Answer } from "./reply.ts";
import { timeLimit } from "./time-limit.ts";

/** What a question is answered from. */
export interface Archive {
  readonly store: SampleStore;
  readonly catalog: Catalog;
  readonly options: QueryOptions;
}

/** The answer to a question, or why there is none. `now` is a clock in ms. Never throws. */
export function answerQuestion({ query, when }: Question, archive: Archive, now: () => number): Answer {
  const begun = now();
  try {
    const expr = readQuery(query);
    const result = evaluate(expr, when, archive.store, { timeout: timeLimit, ...archive.options, now });
    const words = isEmpty(result.value) ? emptyWords(expr, archive.store, archive.catalog) : "";
    return { kind: "answered", result, took: now() - begun, emptyWords: words };
  } catch (error) {
    return { kind: "refused", problem: refusal(error, query) };
  }
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
