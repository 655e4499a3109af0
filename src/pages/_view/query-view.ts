import type { Token } from "../../components/view.ts";
import { explainQuery } from "../../promql/explain.ts";
import { highlightQuery } from "../../promql/highlight.ts";
import { parseQuery } from "../../promql/parse.ts";
import { tiedWords } from "./tied-words.ts";

/** A query and what it computes, for reading. */
export interface QueryView {
  readonly query: readonly Token[];
  /** One sentence; "" when the query cannot be read. */
  readonly explanation: string;
}

/** The coloured pieces of a query; none when there is no query. */
export function queryTokens(query: string | undefined): readonly Token[] {
  return query === undefined ? [] : highlightQuery(query);
}

/** A query's pieces and its explanation. */
export function queryView(query: string | undefined): QueryView {
  if (query === undefined) return { query: [], explanation: "" };
  return { query: queryTokens(query), explanation: explanationOf(query) };
}

function explanationOf(query: string): string {
  try {
    return tiedWords(explainQuery(parseQuery(query)));
  } catch {
    return ""; // A plan may hold what this parser does not read; the query is shown, and the doctor says why.
  }
}
