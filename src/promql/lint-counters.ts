import { childrenOf, type Expr, type VectorSelector } from "./ast.ts";
import { looksLikeCounter } from "./counter-use.ts";
import type { LintContext } from "./lint-context.ts";
import { printSelector } from "./print.ts";
import type { Remark } from "./remark.ts";
import { metricOf } from "./selectors.ts";
import { findHistogram } from "./shape.ts";

/** Counters used without `rate` or `increase`, means over a foreign count, and `rate` of what is no counter. */
export function lintCounters(expr: Expr, context: LintContext): Remark[] {
  return [...bareCounters(expr, context, false), ...foreignCounts(expr), ...ratesOfGauges(expr, context)];
}

const aware = new Set(["rate", "increase", "irate", "resets", "changes", "absent", "absent_over_time", "timestamp"]);
const aboutSeries = new Set(["count", "group"]);

function bareCounters(expr: Expr, context: LintContext, guarded: boolean): Remark[] {
  if (expr.kind === "selector") {
    const name = metricOf(expr);
    if (guarded || name === undefined || !isCounter(name, context)) return [];
    const fix = `rate(${printSelector(expr)}[${suggestedWindow(context)}])`;
    const text = `"${name}" is a counter used without rate or increase: its value is everything since its process ` +
      `started, so the longer it has run the less an outage moves the result; use ${fix}`;
    return [{ severity: "warning", text, position: expr.position, fix, rule: "lifetime" }];
  }
  const inside = guarded || (expr.kind === "call" && aware.has(expr.name)) ||
    (expr.kind === "aggregation" && aboutSeries.has(expr.operator));
  return childrenOf(expr).flatMap((child) => bareCounters(child, context, inside));
}

/** Whether a metric only grows: by its metadata when there is some, else by its suffix. */
function isCounter(name: string, context: LintContext): boolean {
  const base = name.replace(/_(bucket|sum|count)$/, "");
  const type = context.types?.get(name) ?? (base === name ? undefined : context.types?.get(base));
  if (type === undefined || type === "unknown" || type === "untyped") return looksLikeCounter(name);
  if (type === "histogram") return name !== base;
  if (type === "summary") return /_(sum|count)$/.test(name);
  return type === "counter";
}

function suggestedWindow(context: LintContext): string {
  return (context.scrapeInterval ?? 0) > 15_000 ? "5m" : "1m";
}

function foreignCounts(expr: Expr): Remark[] {
  const histogram = findHistogram(expr);
  if (histogram?.dividesBy === undefined) return childrenOf(expr).flatMap(foreignCounts);
  const fix = `${histogram.base}_count`;
  const text =
    `The mean divides "${histogram.base}_sum" by "${histogram.dividesBy}", which is not the histogram's own ` +
    `count and may count other requests; divide by "${fix}"`;
  return [{ severity: "warning", text, position: expr.position, fix }];
}

function ratesOfGauges(expr: Expr, context: LintContext): Remark[] {
  const rest = childrenOf(expr).flatMap((child) => ratesOfGauges(child, context));
  if (expr.kind !== "call" || !/^(rate|increase|irate)$/.test(expr.name)) return rest;
  const selector = rangedSelector(expr.args[0]);
  const name = selector === undefined ? undefined : metricOf(selector);
  if (name === undefined || context.types?.get(name) !== "gauge") return rest;
  const text = `"${name}" is a gauge, and ${expr.name} takes every fall of a gauge for a restart; use delta or deriv`;
  return [{ severity: "warning", text, position: expr.position }, ...rest];
}

function rangedSelector(expr: Expr | undefined): VectorSelector | undefined {
  return expr?.kind === "matrix" ? expr.selector : undefined;
}
