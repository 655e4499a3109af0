import type { Token } from "../../components/view.ts";
import { type Look, lookAtQuery, type LookContext } from "../../explore/look.ts";
import { explainQuery } from "../../promql/explain.ts";
import { highlightQuery } from "../../promql/highlight.ts";
import { parseQuery } from "../../promql/parse.ts";
import { tiedWords } from "./tied-words.ts";

/** A query and what it computes, for reading. */
export interface QueryView {
  readonly query: readonly Token[];
  /** One sentence; "" when the query cannot be read. */
  readonly explanation: string;
  /** Why it cannot be read, or what makes its answer mislead by what the archive holds, a sentence each. */
  readonly warnings: readonly string[];
}

/** The coloured pieces of a query; none when there is no query. */
export function queryTokens(query: string | undefined): readonly Token[] {
  return query === undefined ? [] : highlightQuery(query);
}

/** A query's pieces and its explanation; with what is known of a session also what is doubtful in it. */
export function queryView(query: string | undefined, context?: LookContext): QueryView {
  if (query === undefined) return { query: [], explanation: "", warnings: [] };
  const tokens = queryTokens(query);
  if (context === undefined) return { query: tokens, explanation: explanationOf(query), warnings: [] };
  const look = lookAtQuery(query, context);
  return { query: tokens, explanation: tiedWords(look.explanation), warnings: warningsOf(look).map(tiedWords) };
}

function explanationOf(query: string): string {
  try {
    return tiedWords(explainQuery(parseQuery(query)));
  } catch {
    return ""; // A plan may hold what this parser does not read; the query is shown, and the doctor says why.
  }
}

function warningsOf({ problem, remarks }: Look): readonly string[] {
  const refused = problem === undefined ? [] : [`Prometheus cannot read this query: ${problem.text}.`];
  const doubtful = remarks.filter(({ severity }) => severity !== "hint").map(({ text }) => `${text}.`);
  return [...refused, ...doubtful];
}
