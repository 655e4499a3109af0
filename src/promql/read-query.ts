import type { Expr } from "./ast.ts";
import { checkQuery } from "./check.ts";
import { parseQuery } from "./parse.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/**
 * The expression of a query that can be evaluated: parsed, and its types, arguments and matching checked.
 * Throws `QuerySyntaxError` with the place for what is no PromQL and for what Prometheus refuses to read.
 */
export function readQuery(text: string): Expr {
  const expr = parseQuery(text);
  const error = checkQuery(expr).find(({ rule }) => rule !== "evaluation");
  if (error !== undefined) throw new QuerySyntaxError(error.text, error.position);
  return expr;
}
