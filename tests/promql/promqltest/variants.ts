import type { Instant } from "../../../src/core/time.ts";
import type { Expr } from "../../../src/promql/ast.ts";
import { printExpr } from "../../../src/promql/print.ts";
import { pinExpr } from "./pin.ts";

/** One way to ask a query of an instant. */
export interface Variant {
  readonly mode: string;
  readonly expr: Expr;
  readonly at: Instant;
  /** Whether it means the same in a range query. */
  readonly ranges: boolean;
}

/** A query as written, and pinned to its instant by `@` and asked at other instants, as far as that must yield the same. */
export function variantsOf(query: string, expr: Expr, at: Instant): Variant[] {
  const written = { mode: "as written", expr, at, ranges: !usesRange(query) };
  const pinned = pinExpr(expr, at);
  if (pinned === undefined) return [written];
  const ranges = !usesRange(printExpr(pinned));
  const others = otherInstants(at).map((other) => {
    return { mode: `pinned with @ and asked at ${other / 1_000}s`, expr: pinned, at: other, ranges };
  });
  return [written, ...others];
}

function usesRange(query: string): boolean {
  return /(start|end|range|step)\(\)/.test(query);
}

function otherInstants(at: Instant): Instant[] {
  return at === 0 ? [-1_000, 0, 1_000] : [-10 * at, 0, Math.trunc(at / 5), at, 10 * at];
}
