import type { Duration, Instant } from "../../../src/core/time.ts";
import { type At, childrenOf, type DurationExpr, type Expr, type VectorSelector } from "../../../src/promql/ast.ts";
import { durationOf } from "../../../src/promql/duration.ts";
import type { QueryRange } from "../../../src/promql/engine/evaluate.ts";

/** Samples that an evaluation looks at: those with a time in `(after, until]`, or only the newest of them. */
export interface Read {
  readonly selector: VectorSelector;
  readonly after: Instant;
  readonly until: Instant;
  readonly newest: boolean;
  /** Whether start timestamps would count for the result. */
  readonly starts: boolean;
}

/** How far back an instant selector looks, ms. */
const lookback: Duration = 300_000;

/** The step of a subquery that names none, ms. */
const subqueryStep: Duration = 60_000;

/** Whether a function over a range vector heeds start timestamps. */
function countsStarts(name: string, extension: VectorSelector["extension"]): boolean {
  return name === "resets" || (extension === undefined && ["rate", "increase", "irate"].includes(name));
}

/** Every read of an expression that is evaluated at each instant of a range; a range of one instant has step 0. */
export function readsOf(expr: Expr, query: QueryRange): Read[] {
  const times = [query.start];
  for (let at = query.start + query.step; query.step > 0 && at <= query.end; at += query.step) times.push(at);
  return readsAt(expr, times, query, undefined);
}

function readsAt(expr: Expr, times: readonly Instant[], query: QueryRange, caller: string | undefined): Read[] {
  switch (expr.kind) {
    case "selector": {
      const ahead = expr.extension === "smoothed" ? lookback : 0;
      return shifted(expr, times, query).map((at) => {
        const newest = expr.extension === undefined;
        return {
          selector: expr,
          after: at - lookback,
          until: at + ahead,
          newest,
          starts: caller === "start_timestamp",
        };
      });
    }
    case "matrix": {
      const { selector } = expr;
      const range = length(expr.range, query);
      const behind = selector.extension === undefined ? 0 : lookback;
      const ahead = selector.extension === "smoothed" ? lookback : 0;
      const starts = caller !== undefined && countsStarts(caller, selector.extension);
      return shifted(selector, times, query).map((at) => {
        return { selector, after: at - range - behind, until: at + ahead, newest: false, starts };
      });
    }
    case "subquery":
      return readsAt(expr.expr, subqueryTimes(expr, shifted(expr, times, query), query), query, undefined);
    case "call":
      return expr.args.flatMap((arg) => readsAt(arg, times, query, expr.name));
    case "paren":
      return readsAt(expr.expr, times, query, caller);
    default:
      return childrenOf(expr).flatMap((child) => readsAt(child, times, query, undefined));
  }
}

/** The times that `@` and `offset` turn these into. */
function shifted(
  { at, offset }: { readonly at?: At; readonly offset?: DurationExpr },
  times: readonly Instant[],
  query: QueryRange,
): Instant[] {
  const shift = offset === undefined ? 0 : length(offset, query);
  const pinned = at === "start" ? query.start : at === "end" ? query.end : at;
  return (pinned === undefined ? times : [pinned]).map((time) => time - shift);
}

function subqueryTimes(expr: Expr & { kind: "subquery" }, times: readonly Instant[], query: QueryRange): Instant[] {
  const range = length(expr.range, query);
  const step = expr.step === undefined ? subqueryStep : length(expr.step, query);
  const found = new Set<Instant>();
  for (const until of times) {
    for (let at = (Math.floor((until - range) / step) + 1) * step; at <= until; at += step) found.add(at);
  }
  return [...found];
}

function length(duration: DurationExpr, { start, end, step }: QueryRange): Duration {
  return durationOf(duration, { step, range: end - start }) ?? 0;
}
