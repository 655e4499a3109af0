import type { Expr } from "./ast.ts";
import { checkQuery } from "./check.ts";
import { lintBounds } from "./lint-bounds.ts";
import type { LintContext } from "./lint-context.ts";
import { lintCounters } from "./lint-counters.ts";
import { lintNames } from "./lint-names.ts";
import { lintQuantiles } from "./lint-quantiles.ts";
import { lintUnits } from "./lint-units.ts";
import { lintWindows } from "./lint-windows.ts";
import type { Remark } from "./remark.ts";

export type { LintContext } from "./lint-context.ts";
export type { Remark } from "./remark.ts";

/**
 * What makes a query fail or mislead, worst first.
 *
 * - Errors: what Prometheus refuses, metrics that do not exist, windows that hold fewer than two samples,
 *   percentiles of buckets without their bounds,
 *   factors that contradict the unit.
 * - Warnings: counters without `rate` or `increase`, means over a foreign count, thresholds between two bounds.
 */
export function lintQuery(expr: Expr, context: LintContext = {}): Remark[] {
  const remarks = [
    ...checkQuery(expr),
    ...lintNames(expr, context),
    ...lintWindows(expr, context),
    ...lintQuantiles(expr),
    ...lintCounters(expr, context),
    ...lintBounds(expr, context),
    ...lintUnits(expr, context),
  ];
  return remarks.sort((a, b) => severities[a.severity] - severities[b.severity]);
}

const severities = { error: 0, warning: 1, hint: 2 } as const;
