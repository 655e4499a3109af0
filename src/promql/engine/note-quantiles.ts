import { type Expr, withoutParens } from "../ast.ts";
import { annotationTexts } from "./annotation.ts";
import type { Evaluation } from "./evaluation.ts";

/** Warns of each quantile that is not between 0 and 1. */
export function noteQuantiles(evaluation: Evaluation, quantiles: Iterable<number>, argument: Expr | undefined): void {
  for (const q of new Set(quantiles)) {
    if (argument === undefined || (q >= 0 && q <= 1)) continue;
    evaluation.warn(annotationTexts.quantile(q), withoutParens(argument).position);
  }
}
