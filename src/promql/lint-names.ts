import type { Expr } from "./ast.ts";
import type { LintContext } from "./lint-context.ts";
import { nearestNames } from "./nearest.ts";
import type { Remark } from "./remark.ts";
import { findSelectors, metricOf } from "./selectors.ts";

/** Metrics that Prometheus does not have, each with the nearest that it has. Said once for each name. */
export function lintNames(expr: Expr, context: LintContext): Remark[] {
  const { metrics } = context;
  if (metrics === undefined) return [];
  const known = new Set([...metrics, ...builtIn]);
  const seen = new Set<string>();
  return findSelectors(expr).flatMap((selector) => {
    const name = metricOf(selector);
    if (name === undefined || known.has(name) || seen.has(name)) return [];
    seen.add(name);
    const [nearest, ...others] = nearestNames(name, metrics);
    const near = nearest === undefined
      ? "nothing has a name like it. If it appears only with the first request, send one and look again"
      : `did you mean ${[nearest, ...others].map((other) => `"${other}"`).join(" or ")}?`;
    const text = `"${name}" does not exist; ${near}`;
    return [{
      severity: "error",
      text,
      position: selector.position,
      ...(nearest === undefined ? {} : { fix: nearest }),
    }];
  });
}

/** Series that Prometheus makes itself and that may be absent while all is well. */
const builtIn = ["ALERTS", "ALERTS_FOR_STATE", "up"];
