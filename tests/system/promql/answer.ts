import { type QueriedSeries, readEnvelope, readQueryResult } from "../../../src/capture/prometheus-answer.ts";
import { SourceError } from "../../../src/capture/source-error.ts";
import { evaluateInstant, evaluateRange } from "../../../src/promql/engine/evaluate.ts";
import type { QueryOptions } from "../../../src/promql/engine/options.ts";
import { QueryError } from "../../../src/promql/engine/query-error.ts";
import type { QueryValue } from "../../../src/promql/engine/query-value.ts";
import type { SampleStore } from "../../../src/promql/engine/store.ts";
import { readQuery } from "../../../src/promql/read-query.ts";
import { formatQueryError, QuerySyntaxError } from "../../../src/promql/syntax-error.ts";
import type { Moment } from "./moment.ts";

/** What either side says to a query. A scalar is one series without labels, a string one whose label is its text. */
export type Answer =
  | { readonly kind: "refusal"; readonly text: string }
  | { readonly kind: "value"; readonly type: QueryValue["kind"]; readonly series: readonly AnswerSeries[] };

export interface AnswerSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** What a Prometheus answers. Its refusal is told in its words. */
export async function askPrometheus(url: string, query: string, moment: Moment): Promise<Answer> {
  const { path, parameters } = moment.kind === "instant"
    ? { path: "query", parameters: { time: String(moment.at / 1_000) } }
    : {
      path: "query_range",
      // A step in seconds would be cut to whole ms after a multiplication that may fall below.
      parameters: {
        start: String(moment.start / 1_000),
        end: String(moment.end / 1_000),
        step: `${moment.step}ms`,
      },
    };
  const response = await fetch(`${url}/api/v1/${path}`, {
    method: "POST",
    body: new URLSearchParams({ query, ...parameters }),
  });
  try {
    const { result } = readEnvelope(response.status, "json", await response.text());
    const { type, series } = readQueryResult(result);
    return { kind: "value", type, series: type === "string" ? [textSeries(result)] : series };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return {
      kind: "refusal",
      text: error.message.replace(/^bad_data: (invalid parameter "query": )?|^execution: /, ""),
    };
  }
}

function textSeries(result: unknown): QueriedSeries {
  const { result: [at, text] } = result as { result: [number, string] };
  return { labels: { text }, times: [at * 1_000], values: [0], histograms: 0 };
}

/** What this engine answers. */
export function askEngine(store: SampleStore, query: string, moment: Moment, options: QueryOptions): Answer {
  try {
    const expr = readQuery(query);
    const { value } = moment.kind === "instant"
      ? evaluateInstant(expr, moment.at, store, options)
      : evaluateRange(expr, moment, store, options);
    return { kind: "value", type: value.kind, series: seriesOf(value) };
  } catch (error) {
    if (error instanceof QuerySyntaxError) return { kind: "refusal", text: formatQueryError(query, error) };
    if (error instanceof QueryError) return { kind: "refusal", text: error.message };
    throw error;
  }
}

function seriesOf(value: QueryValue): readonly AnswerSeries[] {
  switch (value.kind) {
    case "scalar":
      return [{ labels: {}, times: [value.at], values: [value.value] }];
    case "string":
      return [{ labels: { text: value.value }, times: [value.at], values: [0] }];
    case "vector":
      return value.samples.map(({ labels, value: single }) => ({ labels, times: [value.at], values: [single] }));
    case "matrix":
      return value.series;
  }
}
