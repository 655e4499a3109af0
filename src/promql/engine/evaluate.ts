import type { Duration, Instant } from "../../core/time.ts";
import { type Expr, withoutParens } from "../ast.ts";
import { typeOf } from "../check.ts";
import { distinctColumns, mergeColumns } from "./assemble.ts";
import { budgetFor } from "./budget.ts";
import type { Column } from "./column.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Grid, gridBetween, timesOf } from "./grid.ts";
import { compareLabels, dropMetadata } from "./label-set.ts";
import type { QueryOptions } from "./options.ts";
import { QueryError } from "./query-error.ts";
import type { Annotation, MatrixSeries, QueryResult, QueryValue } from "./query-value.ts";
import { rangeVectorAt } from "./range-vector.ts";
import { keepWhere } from "./samples.ts";
import type { SampleStore } from "./store.ts";

/** The instants of a range query: `start`, `start + step`, … up to `end`; all ms, `step` above 0. */
export interface QueryRange {
  readonly start: Instant;
  readonly end: Instant;
  readonly step: Duration;
}

/** The answer to a query that `readQuery` gave, at one instant. Throws `QueryError` where there is none. */
export function evaluateInstant(expr: Expr, at: Instant, store: SampleStore, options: QueryOptions = {}): QueryResult {
  return answer({ start: at, end: at, step: 0 }, store, options, (evaluation) => {
    const inner = withoutParens(expr);
    if (inner.kind === "matrix" || inner.kind === "subquery") {
      const series = rangeVectorAt(evaluation, inner, at).map((samples) => ({
        labels: samples.dropName ? dropMetadata(samples.labels) : samples.labels,
        times: samples.times,
        values: samples.values,
      }));
      return { kind: "matrix", series: sorted(series) };
    }
    const found = evaluation.evaluate(expr, { start: at, step: 1, count: 1 });
    switch (found.kind) {
      case "scalar":
        return { kind: "scalar", at, value: found.values[0] as number };
      case "string":
        return { kind: "string", at, value: found.value };
      case "vector": {
        const columns = cleaned(evaluation, found.columns);
        return {
          kind: "vector",
          at,
          samples: columns.map(({ labels, values }) => ({ labels, value: values[0] as number })),
        };
      }
    }
  });
}

/** The answers to a query that `readQuery` gave, at each instant of a range, as one matrix. Throws `QueryError`. */
export function evaluateRange(
  expr: Expr,
  range: QueryRange,
  store: SampleStore,
  options: QueryOptions = {},
): QueryResult {
  const type = typeOf(expr);
  if (type === "matrix" || type === "string") {
    throw new QueryError(
      "invalid",
      `invalid expression type "${
        type === "matrix" ? "range vector" : "string"
      }" for range query, must be Scalar or instant Vector`,
    );
  }
  return answer(range, store, options, (evaluation) => {
    const grid = gridBetween(range.start, range.end, range.step);
    if (grid.count === 0) return { kind: "matrix", series: [] };
    evaluation.budget.take(grid.count);
    const found = evaluation.evaluate(expr, grid);
    if (found.kind === "string") throw new TypeError("A range query cannot yield a string");
    const times = timesOf(grid);
    if (found.kind === "scalar") return { kind: "matrix", series: [{ labels: {}, times, values: found.values }] };
    return {
      kind: "matrix",
      series: sorted(cleaned(evaluation, found.columns).map((column) => seriesOf(column, times))),
    };
  });
}

function answer(
  query: QueryRange,
  store: SampleStore,
  options: QueryOptions,
  run: (evaluation: Evaluation) => QueryValue,
): QueryResult {
  const annotations = new Map<string, Annotation>();
  const note = (severity: Annotation["severity"]) => (text: string, position: Annotation["position"]) => {
    annotations.set(`${severity} ${position.start} ${text}`, { severity, text, position });
  };
  const evaluation: Evaluation = {
    store,
    lookback: options.lookback ?? 300_000,
    subqueryStep: options.subqueryStep ?? 60_000,
    delayedNameRemoval: options.delayedNameRemoval ?? false,
    rules: options.rules ?? 3,
    query,
    budget: budgetFor(options),
    evaluate: (expr: Expr, grid: Grid) => evaluateExpr(evaluation, expr, grid),
    warn: note("warning"),
    inform: note("info"),
  };
  try {
    return { value: run(evaluation), annotations: [...annotations.values()] };
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    throw new QueryError("limit", "query is nested too deeply to be evaluated");
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/** The columns with names gone that were to go. Throws `QueryError` when that makes two of them alike. */
function cleaned({ delayedNameRemoval, query }: Evaluation, columns: readonly Column[]): readonly Column[] {
  const named = delayedNameRemoval
    ? columns.map((column) => column.dropName ? { ...column, labels: dropMetadata(column.labels) } : column)
    : columns;
  return query.step > 0 ? mergeColumns(named) : distinctColumns(named);
}

function seriesOf({ labels, values, present }: Column, times: Float64Array): MatrixSeries {
  return present.includes(0) ? { labels, ...keepWhere(times, values, present, 1) } : { labels, times, values };
}

function sorted(series: readonly MatrixSeries[]): MatrixSeries[] {
  return series.toSorted((a, b) => compareLabels(a.labels, b.labels));
}
