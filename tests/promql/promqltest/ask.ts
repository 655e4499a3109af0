import { QueryError } from "../../../src/promql/engine/query-error.ts";
import { formatQueryError, QuerySyntaxError } from "../../../src/promql/syntax-error.ts";

/**
 * What came back when a query was read or evaluated.
 *
 * - `error`: it was refused, with these words. `unsupported`: it needs what the engine does not have.
 * - `broken`: something was thrown that no engine may throw.
 */
export type Answer<T> =
  | { readonly kind: "result"; readonly result: T }
  | { readonly kind: "error"; readonly message: string }
  | { readonly kind: "unsupported"; readonly reason: string }
  | { readonly kind: "broken"; readonly message: string };

/** Runs what reads or evaluates the query, and turns what it throws into an answer. */
export function ask<T>(query: string, run: () => T): Answer<T> {
  try {
    return { kind: "result", result: run() };
  } catch (error) {
    if (error instanceof QueryError) {
      if (error.kind === "unsupported") return { kind: "unsupported", reason: error.message };
      return { kind: "error", message: error.message };
    }
    if (error instanceof QuerySyntaxError) return { kind: "error", message: formatQueryError(query, error) };
    return { kind: "broken", message: error instanceof Error ? wordsOf(error) : String(error) };
  }
}

/** The error and the place in our sources that it comes from. */
function wordsOf({ name, message, stack = "" }: Error): string {
  const place = /\b(?:src|tests)\/\S+:\d+(?=:\d+)/.exec(stack)?.[0];
  return `${name}: ${message}${place === undefined ? "" : ` at ${place}`}`;
}
