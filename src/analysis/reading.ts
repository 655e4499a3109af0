import { formatTimeOfDay } from "../core/format.ts";
import type { Answer, AnswerSeries } from "../core/session.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Expr } from "../promql/ast.ts";
import { evaluateRange, type QueryRange } from "../promql/engine/evaluate.ts";
import { QueryError } from "../promql/engine/query-error.ts";
import { readQuery } from "../promql/read-query.ts";
import { gridIn } from "./answer-points.ts";
import { lackOf } from "../promql/lack.ts";
import { type Reach, reachesOf } from "./selector-reach.ts";
import type { SessionIndex } from "./session-index.ts";

/** What PromQL over the archived samples says of a query, at each instant of its grid. */
export interface Reading {
  readonly query: string;
  /** `undefined` when it cannot be read. */
  readonly expr: Expr | undefined;
  /**
   * The grid of Prometheus' own answer, where there is one, as far as it or the session reaches; else the instants of the
   * session that are whole multiples of the plan's step.
   */
  readonly times: readonly Instant[];
  readonly step: Duration;
  /** Why the archive cannot answer, as a sentence; then there is no series. */
  readonly refusal: string | undefined;
  /** Whether the refusal is for samples that were never recorded, whatever else is asked of them. */
  readonly isLacking: boolean;
  readonly series: readonly AnswerSeries[];
  readonly warnings: readonly string[];
  /** Whether the archive holds all samples that the value at an instant may rest on: none from before the record began. */
  isArchived(at: Instant): boolean;
}

const readings = new WeakMap<SessionIndex, Map<string, Reading>>();

/** The reading of a query; each is evaluated once for a session. Never throws for what is wrong with the query. */
export function readingOf(index: SessionIndex, query: string): Reading {
  const known = readings.get(index) ?? new Map<string, Reading>();
  readings.set(index, known);
  const reading = known.get(query) ?? read(index, query);
  known.set(query, reading);
  return reading;
}

function read(index: SessionIndex, query: string): Reading {
  const answer = index.answerTo(query);
  const step = answer?.step ?? index.plan.step;
  const times = gridFor(index, answer);
  const none = { query, times, step, isLacking: false, series: [], warnings: [], isArchived: () => false };
  let expr: Expr;
  try {
    expr = readQuery(query);
  } catch (error) {
    return { ...none, expr: undefined, refusal: `The query cannot be read: ${wordsOf(error)}` };
  }
  const lack = lackOf(index.holdings, expr);
  if (lack !== undefined) return { ...none, expr, refusal: lack, isLacking: true };
  const isArchived = archivedBy(index, reachesOf(expr, step), times);
  try {
    return { ...none, ...evaluate(index, expr, { times, step }), expr, refusal: undefined, isArchived };
  } catch (error) {
    return { ...none, expr, refusal: refusalOf(error), isArchived };
  }
}

function gridFor({ interval, plan }: SessionIndex, answer: Answer | undefined): Instant[] {
  if (answer === undefined) return gridIn(interval, 0, plan.step);
  const whole = { start: Math.min(interval.start, answer.start), end: Math.max(interval.end, answer.end + 1) };
  return gridIn(whole, answer.start, answer.step);
}

/** What the engine answers over a range. Throws what the engine throws. */
export function evaluate(
  index: SessionIndex,
  expr: Expr,
  { times, step }: Pick<Reading, "times" | "step">,
): Pick<Reading, "series" | "warnings"> {
  const [start, end] = [times[0], times.at(-1)];
  if (start === undefined || end === undefined) return { series: [], warnings: [] };
  const range: QueryRange = { start, end, step };
  const { value, annotations } = evaluateRange(expr, range, index.holdings.store, index.holdings.options);
  const series = value.kind === "matrix" ? value.series : [];
  return {
    series: series.map((each) => ({ labels: each.labels, times: [...each.times], values: [...each.values] })),
    warnings: [...new Set(annotations.filter(({ severity }) => severity === "warning").map(({ text }) => text))],
  };
}

/** Why the engine gave no answer, as a sentence. */
function refusalOf(error: unknown): string {
  if (!(error instanceof QueryError)) return `The evaluation itself failed: ${wordsOf(error)}`;
  switch (error.kind) {
    case "unsupported":
      return `The engine cannot evaluate the query: ${error.message}`;
    case "limit":
    case "timeout":
      return `The query asks too much of the archive: ${error.message}`;
    case "execution":
    case "invalid":
      return `By Prometheus' rules the query has no answer: ${error.message}`;
  }
}

/** Why a query that Prometheus was not asked has no value at any time: all of it looks back to before the record. */
export function earlyRefusal(index: SessionIndex, reading: Reading): string | undefined {
  const { query, refusal, times, isArchived } = reading;
  if (refusal !== undefined || index.answerTo(query) !== undefined || times.length === 0 || times.some(isArchived)) {
    return undefined;
  }
  return `The query looks back to before ${
    formatTimeOfDay(index.holdings.after)
  } UTC, where the archive's samples begin`;
}

function archivedBy({ holdings }: SessionIndex, reaches: readonly Reach[], times: readonly Instant[]) {
  const bounds = { start: times[0] ?? NaN, end: times.at(-1) ?? NaN };
  // By the older rules a window holds the sample at its left edge too.
  const earliest = holdings.rules === 2 ? holdings.after + 1 : holdings.after;
  return (at: Instant): boolean =>
    reaches.every((reach) => {
      const fixed = typeof reach.at === "string" ? bounds[reach.at] : reach.at;
      const seen = (fixed ?? at) - reach.offset;
      return seen - reach.window >= earliest && seen + reach.ahead <= holdings.until;
    });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
