import { childrenOf, type Expr } from "./ast.ts";
import type { Token } from "./scan.ts";
import { QuerySyntaxError } from "./syntax-error.ts";

/** Deeper nesting than this is refused rather than left to exhaust a stack; Prometheus has no such bound. */
const deepest = 300;

const message = `Query is deeper than ${deepest} levels of parentheses and operators`;
const deepening = /^(?:[-+*/%^<>@]|==|!=|<=|>=|<\/|>\/|and|or|unless|atan2|offset|anchored|smoothed)$/i;

/**
 * Refuses a query with too many parentheses inside one another and operators in a row, before it is read.
 *
 * Each operator of a row stands one level deeper, whichever side it groups to.
 */
export function refuseDepth(words: readonly Token[]): void {
  const rows = [0];
  let depth = 0;
  for (const { kind, text, start } of words) {
    if (text === "(" || text === "[") {
      rows.push(1);
      depth += 1;
    } else if (text === ")" || text === "]") {
      depth -= rows.length > 1 ? rows.pop() ?? 0 : 0;
      if (text === "]") depth += deepen(rows);
    } else if (text === ",") {
      const row = rows.pop() ?? 0;
      const least = rows.length === 0 ? 0 : 1;
      depth -= row - least;
      rows.push(least);
    } else if ((kind === "symbol" || kind === "word") && deepening.test(text)) depth += deepen(rows);
    if (depth > deepest) throw new QuerySyntaxError(message, { start, end: start + text.length });
  }
}

function deepen(rows: number[]): number {
  rows.push((rows.pop() ?? 0) + 1);
  return 1;
}

/** Refuses an expression that nests too deep, as rows of operators to the left of one another do. */
export function refuseDeepExpr(expr: Expr): void {
  const rest: { readonly expr: Expr; readonly depth: number }[] = [{ expr, depth: 1 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const depth = next.depth + 1;
    if (depth > 2 * deepest) throw new QuerySyntaxError(message, next.expr.position);
    for (const child of childrenOf(next.expr)) rest.push({ expr: child, depth });
  }
}
