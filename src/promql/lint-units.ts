import type { Expr } from "./ast.ts";
import type { LintContext } from "./lint-context.ts";
import type { Remark } from "./remark.ts";
import { findHistogram, findRatio } from "./shape.ts";

/** A query that multiplies its answer into another unit than that of the threshold it is compared with. */
export function lintUnits(expr: Expr, { unit }: LintContext): Remark[] {
  const histogram = findHistogram(expr);
  if (unit === "seconds" && histogram !== undefined && histogram.form !== "share" && histogram.scale !== 1) {
    return [mismatch(expr, histogram.scale, "seconds")];
  }
  const scale = findRatio(expr)?.scale ?? (histogram?.form === "share" ? histogram.scale : undefined);
  return unit === "ratio" && scale !== undefined && scale !== 1 ? [mismatch(expr, scale, "a ratio from 0 to 1")] : [];
}

function mismatch(expr: Expr, scale: number, unit: string): Remark {
  const text = `The query multiplies its answer by ${scale}, but its unit is ${unit}; leave the factor out`;
  return { severity: "error", text, position: expr.position };
}
