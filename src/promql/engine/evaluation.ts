import type { Duration, Instant } from "../../core/time.ts";
import { type DurationExpr, type Expr, type Position, withoutParens } from "../ast.ts";
import { durationOf } from "../duration.ts";
import type { Budget } from "./budget.ts";
import type { Column } from "./column.ts";
import type { Grid } from "./grid.ts";
import type { Rules } from "./options.ts";
import { QueryError } from "./query-error.ts";
import type { SampleStore } from "./store.ts";

/** What an expression yields over a grid: a scalar has a value at every step. */
export type Yield =
  | { readonly kind: "scalar"; readonly values: Float64Array }
  | { readonly kind: "vector"; readonly columns: readonly Column[] }
  | { readonly kind: "string"; readonly value: string };

/** An evaluation under way: what its parts share. */
export interface Evaluation {
  readonly store: SampleStore;
  readonly lookback: Duration;
  readonly subqueryStep: Duration;
  readonly delayedNameRemoval: boolean;
  readonly rules: Rules;
  /** The whole query's range, whatever grid a part of it is evaluated on; `step` is 0 for an instant query. */
  readonly query: { readonly start: Instant; readonly end: Instant; readonly step: Duration };
  readonly budget: Budget;
  /** Evaluates a part of the query; each part is a scalar, an instant vector or a string. */
  evaluate(expr: Expr, grid: Grid): Yield;
  warn(text: string, position: Position): void;
  inform(text: string, position: Position): void;
}

/** The columns of an argument that is an instant vector. Throws `TypeError` for another, which `readQuery` refuses. */
export function vectorOf(evaluation: Evaluation, expr: Expr | undefined, grid: Grid): readonly Column[] {
  const found = expr === undefined ? undefined : evaluation.evaluate(expr, grid);
  if (found?.kind !== "vector") throw new TypeError(`Expected an instant vector, found ${found?.kind ?? "nothing"}`);
  return found.columns;
}

/** The values of an argument that is a scalar, one a step. Throws `TypeError` likewise. */
export function scalarOf(evaluation: Evaluation, expr: Expr | undefined, grid: Grid): Float64Array {
  const found = expr === undefined ? undefined : evaluation.evaluate(expr, grid);
  if (found?.kind !== "scalar") throw new TypeError(`Expected a scalar, found ${found?.kind ?? "nothing"}`);
  return found.values;
}

/** The text of an argument that is a string literal. Throws `TypeError` likewise. */
export function textOf(expr: Expr | undefined): string {
  const inner = expr === undefined ? undefined : withoutParens(expr);
  if (inner?.kind !== "string") throw new TypeError("Expected a string literal");
  return inner.value;
}

/** A duration of the query in ms; with `positive`, throws `QueryError` where it is not above 0. */
export function resolveDuration({ query }: Evaluation, expr: DurationExpr, positive = false): Duration {
  const duration = durationOf(expr, { step: query.step, range: query.end - query.start });
  if (duration === undefined || Number.isNaN(duration)) {
    throw new QueryError("invalid", "duration is out of range", expr.position);
  }
  if (positive && duration <= 0) throw new QueryError("invalid", "duration must be greater than 0", expr.position);
  if (!Number.isFinite(duration)) throw new QueryError("invalid", "duration is out of range", expr.position);
  return duration;
}

/** What a selector and a subquery say of when they look. */
interface Shifted {
  readonly at?: number | "start" | "end";
  readonly offset?: DurationExpr;
}

/** The instant that a step at `at` looks at, with `@` and `offset` applied; ms. */
export function referenceOf(evaluation: Evaluation, shifted: Shifted, at: Instant): Instant {
  const offset = shifted.offset === undefined ? 0 : resolveDuration(evaluation, shifted.offset);
  return (fixedInstant(evaluation, shifted) ?? at) - offset;
}

/** The instants that the steps of a grid look at. */
export function referencesOf(evaluation: Evaluation, shifted: Shifted, { start, step, count }: Grid): Float64Array {
  const offset = shifted.offset === undefined ? 0 : resolveDuration(evaluation, shifted.offset);
  const fixed = fixedInstant(evaluation, shifted);
  const references = new Float64Array(count);
  for (let index = 0; index < count; index++) references[index] = (fixed ?? start + index * step) - offset;
  return references;
}

function fixedInstant({ query }: Evaluation, { at }: Shifted): Instant | undefined {
  if (at === undefined || typeof at === "number") return at;
  return query[at];
}
