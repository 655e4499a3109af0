import { formatDuration } from "../core/format.ts";
import { childrenOf, type Expr } from "./ast.ts";
import { durationOf, formatDurationLiteral } from "./duration.ts";
import type { LintContext } from "./lint-context.ts";
import type { Remark } from "./remark.ts";

/** Ranges too short to hold two samples, of which `rate` and its kin see nothing. */
export function lintWindows(expr: Expr, context: LintContext): Remark[] {
  const { scrapeInterval } = context;
  if (scrapeInterval === undefined) return [];
  if (expr.kind !== "matrix") return childrenOf(expr).flatMap((child) => lintWindows(child, context));
  const window = durationOf(expr.range);
  if (window === undefined || window <= 0) return [];
  const scrape = formatDuration(scrapeInterval);
  const written = formatDurationLiteral(window);
  const fix = `[${formatDurationLiteral(Math.ceil(scrapeInterval * 4 / 1_000) * 1_000)}]`;
  if (window < 2 * scrapeInterval) {
    const text =
      `The window [${written}] is shorter than two scrapes (one each ${scrape}), so it often holds one sample ` +
      `and the query answers nothing; use at least four scrapes, ${fix}`;
    return [{ severity: "error", text, position: expr.position, fix }];
  }
  if (window < 4 * scrapeInterval) {
    const text = `The window [${written}] holds fewer than four scrapes (one each ${scrape}), so one failed scrape ` +
      `leaves too little; ${fix} is safer`;
    return [{ severity: "hint", text, position: expr.position, fix }];
  }
  return [];
}
