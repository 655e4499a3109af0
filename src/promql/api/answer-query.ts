import type { Duration } from "../../core/time.ts";
import type { Expr } from "../ast.ts";
import { formatAnnotation } from "../engine/annotation.ts";
import { evaluateInstant, evaluateRange, type QueryRange } from "../engine/evaluate.ts";
import type { QueryOptions } from "../engine/options.ts";
import type { QueryResult, QueryValue } from "../engine/query-value.ts";
import { ApiFailure, invalidParameter } from "./api-failure.ts";
import { parseApiDuration } from "./api-time.ts";
import { formatSuccess, type Remarks } from "./envelope.ts";
import { readLimit, readStep, readTime, readTimeOr, readTimeout, truncated } from "./parameters.ts";
import { formatQueryData } from "./query-data.ts";
import { readQueryParameter } from "./read-text.ts";
import { doubtsOf, presentOf, type Served } from "./served.ts";
import { refuseSteps } from "./step-limit.ts";

/** A clock in ms, for timeouts and for the time that an answer took. */
export interface ApiClock {
  now(): number;
}

/** A query is given up after so long, ms, however long the client would wait: others wait meanwhile. */
const longestQuery: Duration = 30_000;

/** `/api/v1/query`; without `time` now, or at the session's end. Throws `ApiFailure` and `QueryError`. */
export function answerInstant(served: Served, params: URLSearchParams, clock: ApiClock): string {
  const limit = readLimit(params);
  const at = readTimeOr(params, "time", presentOf(served));
  const asked = { start: at, end: at, step: 0 };
  const evaluate: Evaluate = (expr, options) => evaluateInstant(expr, at, served.store, options);
  return answer(served, params, clock, { limit, asked, evaluate });
}

/** `/api/v1/query_range`. Throws `ApiFailure` and `QueryError`. */
export function answerRange(served: Served, params: URLSearchParams, clock: ApiClock): string {
  const limit = readLimit(params);
  const range = { start: readTime(params, "start"), end: readTime(params, "end") };
  if (range.end < range.start) throw invalidParameter("end", "end timestamp must not be before start time");
  const step = readStep(params);
  const asked = { ...range, step };
  const refusal = refuseSteps(asked);
  if (refusal !== undefined) throw new ApiFailure("bad_data", refusal);
  const evaluate: Evaluate = (expr, options) => evaluateRange(expr, asked, served.store, options);
  return answer(served, params, clock, { limit, asked, evaluate });
}

type Evaluate = (expr: Expr, options: QueryOptions) => QueryResult;

/** What is asked: the most series, the instants (`step` is 0 for one), and how they are evaluated. */
interface Question {
  readonly limit: number | undefined;
  readonly asked: QueryRange;
  readonly evaluate: Evaluate;
}

function answer(served: Served, params: URLSearchParams, clock: ApiClock, question: Question): string {
  const { limit, asked, evaluate } = question;
  const timeout = Math.min(longestQuery, readTimeout(params) ?? longestQuery);
  const lookback = readLookback(params);
  const query = params.get("query") ?? "";
  const start = clock.now();
  const expr = readQueryParameter(query);
  const prepared = clock.now();
  const options = { ...served.options, timeout, now: clock.now, ...(lookback === undefined ? {} : { lookback }) };
  const { value, annotations } = evaluate(expr, options);
  const cut = limit === undefined ? value : firstOf(value, limit);
  refuseSize(cut);
  const texts = (severity: "warning" | "info") =>
    annotations.filter((each) => each.severity === severity).map((each) => formatAnnotation(query, each));
  const remarks: Remarks = {
    warnings: [
      ...texts("warning"),
      ...cut === value ? [] : [truncated],
      ...doubtsOf(served, expr, asked),
    ],
    infos: texts("info"),
  };
  const wanted = (params.get("stats") ?? "") !== "";
  const stats = wanted ? formatStats(prepared - start, clock.now() - prepared) : "";
  return formatSuccess(formatQueryData(cut, stats), remarks);
}

function readLookback(params: URLSearchParams): Duration | undefined {
  const text = params.get("lookback_delta") ?? "";
  if (text === "") return undefined;
  const lookback = parseApiDuration(text);
  if ("error" in lookback) {
    throw new ApiFailure("bad_data", `error parsing lookback delta duration: ${lookback.error}`);
  }
  return lookback.ms > 0 ? Math.trunc(lookback.ms) : undefined;
}

/** A body of more points would be longer than a text can be. */
const mostPoints = 10_000_000;

function refuseSize(value: QueryValue): void {
  const points = value.kind === "matrix" ? value.series.reduce((sum, { times }) => sum + times.length, 0) : 0;
  if (points <= mostPoints) return;
  throw new ApiFailure("execution", `the answer has ${points} points, and at most ${mostPoints} fit into one body`);
}

/** The value itself where it has no more series than the limit. */
function firstOf(value: QueryValue, limit: number): QueryValue {
  if (value.kind === "vector" && value.samples.length > limit) {
    return { ...value, samples: value.samples.slice(0, limit) };
  }
  if (value.kind === "matrix" && value.series.length > limit) return { ...value, series: value.series.slice(0, limit) };
  return value;
}

/** Where the time went, s; how many samples were touched is not counted, and not told. */
function formatStats(preparation: Duration, evaluation: Duration): string {
  const seconds = (ms: Duration) => Math.max(0, ms) / 1_000;
  return JSON.stringify({
    timings: {
      evalTotalTime: seconds(preparation + evaluation),
      resultSortTime: 0,
      queryPreparationTime: seconds(preparation),
      innerEvalTime: seconds(evaluation),
      execQueueTime: 0,
      execTotalTime: seconds(preparation + evaluation),
    },
  });
}
