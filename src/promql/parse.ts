import { parser } from "@prometheus-io/lezer-promql";
import { acceptableText } from "./accept.ts";
import type { Expr } from "./ast.ts";
import { buildExpr } from "./build.ts";
import { scanQuery, significant, type Token } from "./scan.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** Deeper nesting than this is refused rather than left to exhaust the stack. */
const deepest = 500;

/**
 * The expression that a query's text stands for, grouped as Prometheus groups it.
 *
 * - Throws `QuerySyntaxError` for what is no PromQL; `lintQuery` finds what is PromQL and wrong.
 */
export function parseQuery(text: string): Expr {
  const tokens = scanQuery(text);
  const words = significant(tokens);
  if (words.length === 0) throw new QuerySyntaxError("Query is empty", { start: 0, end: text.length });
  refuseDepth(words);
  const tree = parser.parse(acceptableText(text, tokens));
  const error = firstError(tree.cursor());
  if (error !== undefined) throw unexpected(text, words, error);
  const root = tree.topNode.firstChild;
  if (root === null) throw unexpected(text, words, 0);
  return buildExpr(root.type.name === "LineComment" ? nextExpr(root) : root, text);
}

function nextExpr(node: NonNullable<ReturnType<typeof parser.parse>["topNode"]["firstChild"]>): typeof node {
  const next = node.nextSibling;
  if (next === null) return node;
  return next.type.name === "LineComment" ? nextExpr(next) : next;
}

function firstError(cursor: ReturnType<ReturnType<typeof parser.parse>["cursor"]>): number | undefined {
  let first: number | undefined;
  do {
    if (cursor.type.isError && (first === undefined || cursor.from < first)) first = cursor.from;
  } while (cursor.next());
  return first;
}

function unexpected(text: string, words: readonly Token[], at: number): QuerySyntaxError {
  const token = words.find((word) => word.start + word.text.length > at);
  if (token === undefined) {
    return new QuerySyntaxError("Query ends too early", { start: text.length, end: text.length });
  }
  const position = { start: token.start, end: token.start + token.text.length };
  return new QuerySyntaxError(`Unexpected ${token.kind === "symbol" ? `"${token.text}"` : token.text}`, position);
}

function refuseDepth(words: readonly Token[]): void {
  let depth = 0;
  let signs = 0;
  for (const word of words) {
    if (word.text === "(") depth += 1;
    if (word.text === ")") depth -= 1;
    signs = word.text === "-" || word.text === "+" || word.text === "^" ? signs + 1 : word.text === "(" ? signs : 0;
    if (depth > deepest || signs > deepest) {
      const position = { start: word.start, end: word.start + 1 };
      throw new QuerySyntaxError(`Query is nested deeper than ${deepest} levels`, position);
    }
  }
}
