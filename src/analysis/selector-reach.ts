import type { Duration } from "../core/time.ts";
import { type At, childrenOf, type Expr, type VectorSelector } from "../promql/ast.ts";
import { durationOf } from "../promql/duration.ts";

/** The samples that a selector of a query may use at an instant. */
export interface Reach {
  readonly selector: VectorSelector;
  /** How far back it looks, ms. */
  readonly window: Duration;
  /** By how much all of that lies earlier. */
  readonly offset: Duration;
  /** An instant selector: only the last sample counts, and a staleness marker ends it. */
  readonly isInstant: boolean;
  /** The instant that it looks at all the time, by an `@` modifier. */
  readonly at: At | undefined;
  /** How far ahead of its instant it looks, ms: `smoothed` ends at the sample after it. */
  readonly ahead: Duration;
}

/** How far back an instant selector looks unless Prometheus is told otherwise: 5 min. */
const lookback: Duration = 300_000;

/** Every selector of an expression with what it reaches back over; subqueries add theirs. */
export function reachesOf(expr: Expr, step: Duration, outer: Duration = 0, shift: Duration = 0): Reach[] {
  switch (expr.kind) {
    case "selector":
      return [reachOf(expr, outer + lookback, outer === 0, step, shift)];
    case "matrix":
      return [reachOf(expr.selector, outer + (durationOf(expr.range, { step }) ?? lookback), false, step, shift)];
    case "subquery": {
      const range = durationOf(expr.range, { step }) ?? lookback;
      const offset = expr.offset === undefined ? 0 : durationOf(expr.offset, { step, range }) ?? 0;
      return reachesOf(expr.expr, step, outer + range, shift + offset).map((reach) => ({
        ...reach,
        at: reach.at ?? expr.at,
      }));
    }
    default:
      return childrenOf(expr).flatMap((child) => reachesOf(child, step, outer, shift));
  }
}

function reachOf(
  selector: VectorSelector,
  window: Duration,
  isInstant: boolean,
  step: Duration,
  shift: Duration,
): Reach {
  const offset = selector.offset === undefined ? 0 : durationOf(selector.offset, { step, range: window }) ?? 0;
  const { extension } = selector;
  return {
    selector,
    // An extended window begins at the last sample before it.
    window: extension === undefined || isInstant ? window : window + lookback,
    offset: shift + offset,
    isInstant,
    at: selector.at,
    ahead: extension === "smoothed" ? lookback : 0,
  };
}

/** Whether a query asks for what is not there: `absent` and `absent_over_time` have a value only without samples. */
export function asksForAbsence(expr: Expr): boolean {
  return expr.kind === "call" && expr.name.startsWith("absent") || childrenOf(expr).some(asksForAbsence);
}
