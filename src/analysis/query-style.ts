import { formatSixDigits } from "../core/float-text.ts";
import { formatValue, type Unit } from "../core/format.ts";
import type { Plan } from "../core/plan.ts";
import type { Expr } from "../promql/ast.ts";
import { parseQuery } from "../promql/parse.ts";
import { printExpr } from "../promql/print.ts";

/** How the answer to a query is shown: in which unit, and by what the series are called. */
export interface QueryStyle {
  readonly unit?: Unit;
  /** A template such as `{{code}}`. */
  readonly legend?: string | undefined;
}

/** How the plan shows a query that is one of its own, but for spaces and parentheses; nothing of another. */
export function styleOf(expr: Expr, { objectives, panels }: Plan): QueryStyle {
  const printed = printExpr(expr);
  const isSame = (query: string) => {
    try {
      return printExpr(parseQuery(query)) === printed;
    } catch {
      return false;
    }
  };
  const panel = panels.find(({ query }) => isSame(query));
  return panel ?? objectives.find(({ indicator }) => indicator.kind === "promql" && isSame(indicator.query)) ?? {};
}

/** A value in its unit; without one six significant digits, whole numbers in full. */
export function formatCell(value: number, { unit }: QueryStyle): string {
  return unit === undefined ? formatSixDigits(value) : formatValue(value, unit);
}
