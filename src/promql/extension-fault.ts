import { type Expr, withoutParens } from "./ast.ts";

const functionsFor = { anchored: "changes, delta, increase, rate, resets", smoothed: "delta, increase, rate" } as const;

/**
 * Why a function does not take a range that reaches for samples beyond it, in Prometheus' words; `undefined` when it does.
 * Prometheus says so when it evaluates the query.
 */
export function findExtensionFault(name: string, arg: Expr): string | undefined {
  const inner = withoutParens(arg);
  const extension = inner.kind === "matrix" ? inner.selector.extension : undefined;
  if (extension === undefined || functionsFor[extension].split(", ").includes(name)) return undefined;
  return `${extension} modifier can only be used with: ${functionsFor[extension]} - not with ${name}`;
}
