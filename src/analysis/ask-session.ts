import type { Session } from "../core/session.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { Moments } from "../core/moments.ts";
import { UserError } from "../core/user-error.ts";
import type { Expr, Position } from "../promql/ast.ts";
import { parseApiDuration } from "../promql/api/api-time.ts";
import { outsideWords } from "../promql/api/outside-words.ts";
import { sessionOptions } from "../promql/api/session-options.ts";
import { refuseSteps } from "../promql/api/step-limit.ts";
import { formatCaret } from "../promql/caret.ts";
import { evaluateInstant, evaluateRange, type QueryRange } from "../promql/engine/evaluate.ts";
import { QueryError } from "../promql/engine/query-error.ts";
import type { Annotation, QueryValue } from "../promql/engine/query-value.ts";
import { readQuery } from "../promql/read-query.ts";
import { formatQueryError, QuerySyntaxError } from "../promql/syntax-error.ts";
import { factsOf } from "./facts-of.ts";
import type { Holdings } from "./holdings.ts";
import { lackOf, lossesOf } from "../promql/lack.ts";
import { findPhases, type Phase } from "./phases.ts";
import { findUnmatched } from "../promql/unmatched.ts";
import { capitalise } from "../core/capitalise.ts";
import { parseMoment } from "./query-moment.ts";
import { indexSession } from "./session-index.ts";

/** A query to a session, times and durations as a user writes them. */
export interface Question {
  readonly query: string;
  readonly at?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly step?: string | undefined;
  readonly lookback?: string | undefined;
  /** Whether a range may have no more steps than Prometheus' API allows. */
  readonly isLimited?: boolean;
}

/** Over which instants a query was asked. */
export type When =
  | { readonly kind: "instant"; readonly at: Instant }
  | ({ readonly kind: "range" } & QueryRange);

/** The session's answer to a question. */
export interface SessionAnswer {
  readonly query: string;
  readonly expr: Expr;
  readonly when: When;
  readonly value: QueryValue;
  readonly annotations: readonly Annotation[];
  /** Why the answer is not the whole truth: what was not recorded, does not match, or lies outside. Sentences without a period. */
  readonly doubts: readonly string[];
  /** Whether nothing or not all of what the query needs was recorded, so that the archive cannot tell. */
  readonly inconclusive: boolean;
}

/** A session with its moments, for reading questions and showing answers. */
export interface AskedSession extends Moments {
  readonly session: Session;
  readonly holdings: Holdings;
  readonly phases: readonly Phase[];
}

/** A session made ready to be asked. */
export function askedSession(session: Session): AskedSession {
  const { interval, holdings } = indexSession(session);
  const phases = factsOf(session.facts, "phase");
  return {
    session,
    holdings,
    interval,
    phases: phases.length === 0 ? [] : findPhases(phases, interval, session.head.plan.warmup),
    marks: factsOf(session.facts, "mark").map(({ at, label }) => ({ at, label })),
  };
}

/**
 * Asks a session by the rules of the Prometheus that it was recorded from.
 *
 * - Without a time at the session's end; with a start, an end or a step over a range, by default the session in the plan's step.
 * - `UserError` for what cannot be read, with the place in the query, and for a query that has no answer.
 */
export function askSession(asked: AskedSession, question: Question, clock: { now(): number }): SessionAnswer {
  const { session, holdings, interval } = asked;
  const { query } = question;
  if (query.trim() === "") throw new UserError('Cannot read the query: it is empty; write one, such as "up"');
  const when = whenOf(asked, question);
  const refusal = question.isLimited && when.kind === "range" ? refuseSteps(when) : undefined;
  if (refusal !== undefined) throw new UserError(`Cannot answer the query as Prometheus: ${refusal}`);
  const lookback = question.lookback === undefined ? {} : { lookback: durationOf("lookback", question.lookback) };
  const options = { ...sessionOptions(session), ...lookback, now: clock.now };
  try {
    const expr = readQuery(query);
    const { value, annotations } = when.kind === "instant"
      ? evaluateInstant(expr, when.at, holdings.store, options)
      : evaluateRange(expr, when, holdings.store, options);
    const lack = lackOf(holdings, expr);
    const isEmpty = sizeOf(value) === 0;
    const outside = outsideWords(rangeOf(when), interval);
    const unmatched = isEmpty && lack === undefined ? findUnmatched(expr, holdings.store) : [];
    const doubts = [
      lack,
      outside === undefined ? undefined : capitalise(outside),
      ...lossesOf(holdings, expr),
      ...unmatched,
    ];
    return {
      query,
      expr,
      when,
      value,
      annotations,
      doubts: doubts.filter((words) => words !== undefined),
      inconclusive: lack !== undefined || (isEmpty && (unmatched.length > 0 || outside !== undefined)),
    };
  } catch (error) {
    throw asUserError(query, error);
  }
}

/** The instants that were asked for as a range; the step of one instant is 0. */
export function rangeOf(when: When): QueryRange {
  return when.kind === "instant" ? { start: when.at, end: when.at, step: 0 } : when;
}

/** How many series a value has; a scalar or a string is one. */
export function sizeOf(value: QueryValue): number {
  switch (value.kind) {
    case "scalar":
    case "string":
      return 1;
    case "vector":
      return value.samples.length;
    case "matrix":
      return value.series.length;
  }
}

function whenOf(asked: AskedSession, { at, start, end, step }: Question): When {
  if (start === undefined && end === undefined && step === undefined) {
    return { kind: "instant", at: parseMoment(at ?? "end", asked, "start") };
  }
  if (at !== undefined) {
    throw new UserError('Cannot ask at one time and over a range: write "--at", or "--start", "--end" and "--step"');
  }
  const range: Interval = {
    start: parseMoment(start ?? "start", asked, "start"),
    end: parseMoment(end ?? "end", asked, "end"),
  };
  if (range.end < range.start) {
    const [from, to] = [range.start, range.end].map((each) => new Date(each).toISOString());
    throw new UserError(`Cannot ask from ${from} to ${to}: the end lies before the start`);
  }
  return {
    kind: "range",
    ...range,
    step: step === undefined ? asked.session.head.plan.step : durationOf("step", step),
  };
}

function durationOf(name: string, text: string): Duration {
  const duration = parseApiDuration(text);
  const ms = "ms" in duration ? Math.trunc(duration.ms) : 0;
  if (ms > 0) return ms;
  throw new UserError(`Cannot read ${name} "${text}": expected a duration above 0, such as "15s", or seconds`);
}

/** A mistake in the query as a sentence with its place; anything else as it is. */
function asUserError(query: string, error: unknown): unknown {
  if (error instanceof QuerySyntaxError) {
    return withPlace(query, `Cannot read the query: ${formatQueryError(query, error)}`, error, error.advice);
  }
  if (error instanceof QueryError) return withPlace(query, `Cannot answer the query: ${error.message}`, error);
  return error;
}

function withPlace(
  query: string,
  words: string,
  error: { readonly position: Position | undefined },
  advice = "",
): UserError {
  const carets = error.position === undefined ? [] : formatCaret(query, error.position);
  return new UserError([words, ...carets, ...advice === "" ? [] : [advice]].join("\n"), { cause: error });
}
