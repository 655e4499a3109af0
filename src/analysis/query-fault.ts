import { evaluateRange } from "../promql/engine/evaluate.ts";
import { QueryError } from "../promql/engine/query-error.ts";
import { storeOf } from "../promql/engine/store.ts";
import { readQuery } from "../promql/read-query.ts";
import { QuerySyntaxError } from "../promql/syntax-error.ts";

/** Why Prometheus would refuse to answer a query over a range, in its words, and the offset in the query's text. */
export interface QueryFault {
  readonly words: string;
  readonly offset: number;
}

/** What is wrong with a query, whatever the samples; `undefined` for one that could be answered. */
export function queryFault(query: string): QueryFault | undefined {
  try {
    evaluateRange(readQuery(query), { start: 0, end: 0, step: 1 }, storeOf([]));
  } catch (error) {
    if (error instanceof QuerySyntaxError) {
      return { words: `parse error: ${error.message}`, offset: error.position.start };
    }
    if (error instanceof QueryError && error.kind === "invalid") {
      return { words: error.message, offset: error.position?.start ?? 0 };
    }
    if (!(error instanceof QueryError)) throw error;
  }
  return undefined;
}
