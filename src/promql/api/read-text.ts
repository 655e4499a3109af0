import type { Expr, VectorSelector } from "../ast.ts";
import { parseQuery } from "../parse.ts";
import { readQuery } from "../read-query.ts";
import { compileRegex, matchesValue } from "../selectors.ts";
import { formatQueryError, QuerySyntaxError } from "../syntax-error.ts";
import { ApiFailure, invalidParameter } from "./api-failure.ts";

/** The expression of the `query` parameter. Throws `ApiFailure` with the place. */
export function readQueryParameter(text: string): Expr {
  try {
    return readQuery(text);
  } catch (error) {
    throw invalidParameter("query", wordsOf(error, text), error);
  }
}

/**
 * The selectors of `match[]`, each with at least one matcher that something must match.
 * Throws `ApiFailure`; `name` is put before its words where Prometheus does so.
 */
export function readSelectors(texts: readonly string[], name?: "match[]"): VectorSelector[] {
  return texts.map((text) => {
    try {
      return readSelector(text);
    } catch (error) {
      const words = wordsOf(error, text);
      throw name === undefined
        ? new ApiFailure("bad_data", words, { cause: error })
        : invalidParameter(name, words, error);
    }
  });
}

function readSelector(text: string): VectorSelector {
  const expr = parseQuery(text);
  if (expr.kind !== "selector" || expr.at !== undefined || expr.offset !== undefined || expr.extension !== undefined) {
    throw new QuerySyntaxError("expected a series selector and nothing else", expr.position);
  }
  for (const { op, value } of expr.matchers) {
    if (op === "=~" || op === "!~") compileRegex(value);
  }
  if (expr.name === undefined && expr.matchers.every((matcher) => matchesValue(matcher, ""))) {
    throw new RangeError("match[] must contain at least one non-empty matcher");
  }
  return expr;
}

function wordsOf(error: unknown, text: string): string {
  if (error instanceof QuerySyntaxError) return formatQueryError(text, error);
  if (error instanceof SyntaxError) return `1:1: parse error: ${error.message}`;
  if (error instanceof RangeError) return error.message;
  throw error;
}
