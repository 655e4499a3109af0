import { QueryError } from "../engine/query-error.ts";
import { formatQueryError, lineAndColumn } from "../syntax-error.ts";
import { answerInstant, answerRange, type ApiClock } from "./answer-query.ts";
import { answerLabels, answerLabelValues, answerSeries } from "./answer-series.ts";
import {
  answerAlerts,
  answerExemplars,
  answerFormat,
  answerMetadata,
  answerRules,
  answerTargets,
  statusAnswers,
} from "./answer-status.ts";
import { ApiFailure, invalidParameter } from "./api-failure.ts";
import { formatFailure } from "./envelope.ts";
import { nameOf, type Served } from "./served.ts";

/** What a client asks: the path without its query, and the parameters of URL and form together, the form's first. */
export interface ApiRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly params: URLSearchParams;
}

/** What is sent back: the status, the content type and the whole body. */
export interface ApiAnswer {
  readonly status: number;
  readonly type: "application/json" | "text/plain";
  readonly body: string;
}

type Respond = (served: Served, params: URLSearchParams, clock: ApiClock) => string;

/** What may be asked by GET and POST, as long queries are. */
const either: Readonly<Record<string, Respond>> = {
  query: answerInstant,
  query_range: answerRange,
  query_exemplars: answerExemplars,
  format_query: answerFormat,
  series: answerSeries,
  labels: answerLabels,
};

const onlyGet: Readonly<Record<string, Respond>> = {
  metadata: answerMetadata,
  targets: answerTargets,
  rules: answerRules,
  alerts: answerAlerts,
  ...Object.fromEntries(Object.entries(statusAnswers).map(([name, respond]) => [`status/${name}`, respond])),
};

/**
 * What Prometheus' HTTP API answers: the envelope, the numbers, the texts and the statuses.
 *
 * - Never throws: a fault of this program is an answer of type `internal`.
 * - An instant query without `time` is asked now, and of an archive at the session's end, since now it has no samples.
 */
export function answerApi(served: Served, request: ApiRequest, clock: ApiClock): ApiAnswer {
  const { path, params, method } = request;
  if (path === "/" || path === "/-/healthy" || path === "/-/ready") return plain(200, wordsAt(path, served));
  try {
    const respond = findEndpoint(path);
    if (respond === undefined) throw new ApiFailure("not_found", nothingAt(path));
    if (method === "POST" && !isEither(path)) return plain(405, "Method Not Allowed\n");
    return { status: 200, type: "application/json", body: respond(served, params, clock) };
  } catch (error) {
    const failure = failureOf(error, params.get("query") ?? "");
    return { status: failure.status, type: "application/json", body: formatFailure(failure) };
  }
}

const root = "/api/v1/";

function findEndpoint(path: string): Respond | undefined {
  if (!path.startsWith(root)) return undefined;
  const name = path.slice(root.length);
  const label = /^label\/([^/]+)\/values$/.exec(name)?.[1];
  if (label !== undefined) return (served, params) => answerLabelValues(served, params, label);
  const all = { ...either, ...onlyGet };
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

function isEither(path: string): boolean {
  return Object.hasOwn(either, path.slice(root.length));
}

function plain(status: number, body: string): ApiAnswer {
  return { status, type: "text/plain", body };
}

function wordsAt(path: "/" | "/-/healthy" | "/-/ready", served: Served): string {
  if (path !== "/") return `Prometheus Server is ${path === "/-/ready" ? "Ready" : "Healthy"}.\n`;
  return `${nameOf(served)}, behind the HTTP API of Prometheus: ask ${root}query?query=up\n`;
}

function nothingAt(path: string): string {
  const known = [...Object.keys(either), ...Object.keys(onlyGet), "label/<name>/values"].sort();
  return `nothing is at ${JSON.stringify(path)}: this server answers ${root}{${known.join(",")}}`;
}

function failureOf(error: unknown, query: string): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (!(error instanceof QueryError)) {
    return new ApiFailure("internal", `fault of Drillbook: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { kind, message, position } = error;
  switch (kind) {
    case "timeout":
      return new ApiFailure("timeout", message);
    case "execution":
    case "limit":
      return new ApiFailure("execution", message);
    case "invalid":
      return invalidParameter(
        "query",
        position === undefined ? message : formatQueryError(query, { message, position }),
      );
    case "unsupported": {
      if (position === undefined) return new ApiFailure("execution", message);
      const { line, column } = lineAndColumn(query, position.start);
      return new ApiFailure("execution", `${line}:${column}: ${message}`);
    }
  }
}
