import { formatNumber } from "../core/format.ts";
import type { Expr } from "./ast.ts";
import type { LintContext } from "./lint-context.ts";
import type { Remark } from "./remark.ts";
import { findHistogram } from "./shape.ts";

/** An objective's threshold that lies between two bounds of the histogram it is judged with, or beyond the last. */
export function lintBounds(expr: Expr, context: LintContext): Remark[] {
  const histogram = findHistogram(expr);
  const bounds = histogram && context.bounds?.get(histogram.base);
  if (histogram === undefined || bounds === undefined || bounds.length === 0) return [];
  const threshold = histogram.form === "share"
    ? histogram.bound
    : context.threshold === undefined
    ? undefined
    : context.threshold / histogram.scale;
  if (threshold === undefined || bounds.includes(threshold)) return [];
  const lower = bounds.findLast((bound) => bound < threshold) ?? 0;
  const upper = bounds.find((bound) => bound > threshold);
  const fix = mendingLine(histogram.base, [...bounds, threshold].sort((a, b) => a - b));
  const place = upper === undefined
    ? `lies above the last bound, ${bounds.at(-1)}`
    : `lies between the bounds ${lower} and ${upper}`;
  const text =
    `The threshold ${formatNumber(threshold)} ${place} of "${histogram.base}", so the share of requests below it ` +
    `cannot be computed and a percentile near it is a guess`;
  return [{ severity: histogram.form === "mean" ? "hint" : "warning", text, position: expr.position, fix }];
}

function mendingLine(base: string, bounds: readonly number[]): string {
  const list = bounds.map((bound) => String(Number(bound.toPrecision(12)))).join(",");
  return base.startsWith("traefik_") ? `--metrics.prometheus.buckets=${list}` : `buckets: ${list}`;
}
