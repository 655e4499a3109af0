import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { Labels } from "../core/labels.ts";
import type { PrometheusSource } from "../core/plan.ts";
import { isRecord } from "../core/record.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import { type ReadEnvironment, resolveReference, systemEnvironment } from "./environment.ts";
import { type HttpAnswer, type HttpQuestion, requestHttp } from "./http-request.ts";
import { type PrometheusAnswer, type QueryResult, readEnvelope, readQueryResult } from "./prometheus-answer.ts";
import { SourceError } from "./source-error.ts";

/** What the client asks of its surroundings. */
export interface PrometheusEffects {
  request(question: HttpQuestion): Promise<HttpAnswer>;
  /** Wall clock, ms since the epoch. */
  now(): Instant;
  environment: ReadEnvironment;
  readText(path: string): Promise<string>;
}

/** How Prometheus describes a metric. */
export interface MetricMetadata {
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}

/** A source's clock less ours, ms, known to within half the round trip. */
export interface ClockReading {
  readonly offset: Duration;
  readonly roundTrip: Duration;
}

/** The API of one Prometheus-compatible server. Every call has its own timeout and throws `SourceError` with words. */
export interface Prometheus {
  /** An instant query; without `at`, now by the server's clock. */
  query(query: string, at?: Instant): Promise<PrometheusAnswer<QueryResult>>;
  /** A range query; both ends included, `step` in ms. */
  queryRange(query: string, range: Interval & { step: Duration }): Promise<PrometheusAnswer<QueryResult>>;
  metricNames(): Promise<PrometheusAnswer<readonly string[]>>;
  metadata(): Promise<PrometheusAnswer<Readonly<Record<string, readonly MetricMetadata[]>>>>;
  /** The label sets that match any of the selectors, `{__name__=~"a|b"}` alike. */
  series(matchers: readonly string[], interval: Interval): Promise<PrometheusAnswer<readonly Labels[]>>;
  targets(): Promise<PrometheusAnswer<unknown>>;
  rules(): Promise<PrometheusAnswer<unknown>>;
  alerts(): Promise<PrometheusAnswer<unknown>>;
  runtimeInfo(): Promise<PrometheusAnswer<unknown>>;
  buildInfo(): Promise<PrometheusAnswer<{ readonly version: string }>>;
  /** The configuration as YAML, secrets as Prometheus masks them: redact it before it touches the disk. */
  runningConfig(): Promise<PrometheusAnswer<{ readonly yaml: string }>>;
  clock(): Promise<ClockReading>;
}

const systemEffects: PrometheusEffects = {
  request: requestHttp,
  now: Date.now,
  environment: systemEnvironment,
  readText: (path) => readFile(path, "utf8"),
};

const longestUrl = 2_000;
const largestBody = 48_000_000;

/** A client for the source. Its secrets are looked up at the first request; a `UserError` says which is missing. */
export function connectPrometheus(source: PrometheusSource, given: Partial<PrometheusEffects> = {}): Prometheus {
  const effects = { ...systemEffects, ...given };
  const root = source.url.replace(/\/+$/, "");
  let access: Promise<{ headers: Record<string, string>; ca: string | undefined }> | undefined;

  async function ask(path: string, parameters: readonly (readonly [string, string])[] = []) {
    access ??= resolveAccess(source, effects);
    const { headers, ca } = await access;
    const encoded = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
    const long = encoded.length > longestUrl;
    const url = `${root}/api/v1/${path}${long || encoded === "" ? "" : `?${encoded}`}`;
    const form = long ? encoded : undefined;
    const answer = await effects.request({ url, headers, form, ca, timeout: source.timeout, limit: largestBody });
    return readEnvelope(answer.status, answer.type, answer.text);
  }

  async function askQuery(path: string, parameters: readonly (readonly [string, string])[]) {
    const answer = await ask(path, parameters);
    return { ...answer, result: readQueryResult(answer.result) };
  }

  const timeLimit = ["timeout", `${source.timeout}ms`] as const;

  return {
    query: (query, at) =>
      askQuery("query", [
        ["query", query],
        ...(at === undefined ? [] : [["time", formatSeconds(at)] as const]),
        timeLimit,
      ]),
    queryRange: (query, { start, end, step }) =>
      askQuery("query_range", [
        ["query", query],
        ["start", formatSeconds(start)],
        ["end", formatSeconds(end)],
        ["step", formatSeconds(step)],
        timeLimit,
      ]),
    metricNames: async () => expect(await ask("label/__name__/values"), isTexts, "a list of names"),
    metadata: async () => expect(await ask("metadata"), isMetadata, "a map of metrics"),
    series: async (matchers, interval) =>
      expect(
        await ask("series", [
          ...matchers.map((matcher) => ["match[]", matcher] as const),
          ["start", formatSeconds(interval.start)],
          ["end", formatSeconds(interval.end)],
        ]),
        isLabelSets,
        "a list of label sets",
      ),
    targets: () => ask("targets"),
    rules: () => ask("rules"),
    alerts: () => ask("alerts"),
    runtimeInfo: () => ask("status/runtimeinfo"),
    buildInfo: async () => expect(await ask("status/buildinfo"), isBuild, "a build with its version"),
    runningConfig: async () => expect(await ask("status/config"), isConfig, "a configuration"),
    clock: async () => {
      const sent = effects.now();
      const answer = await askQuery("query", [["query", "time()"]]);
      const received = effects.now();
      const at = answer.result.series[0]?.times[0];
      if (at === undefined) throw new SourceError("shape", "the answer to time() has no stamp");
      return { offset: Math.round(at - (sent + received) / 2), roundTrip: received - sent };
    },
  };
}

/** An instant or duration as Prometheus takes it: seconds with three decimals. */
function formatSeconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

async function resolveAccess(source: PrometheusSource, effects: PrometheusEffects) {
  const headers: Record<string, string> = { Accept: "application/json" };
  for (const [name, reference] of Object.entries(source.headers ?? {})) {
    headers[name] = resolveReference(reference, effects.environment);
  }
  if (source.basic !== undefined) {
    const username = resolveReference(source.basic.username, effects.environment);
    const password = resolveReference(source.basic.password, effects.environment);
    headers["Authorization"] = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  }
  if (source.bearer !== undefined) {
    headers["Authorization"] = `Bearer ${resolveReference(source.bearer, effects.environment)}`;
  }
  const ca = source.ca === undefined
    ? undefined
    : await effects.readText(resolveReference(source.ca, effects.environment));
  return { headers, ca };
}

function expect<Result>(
  answer: PrometheusAnswer<unknown>,
  check: (value: unknown) => value is Result,
  words: string,
): PrometheusAnswer<Result> {
  if (!check(answer.result)) throw new SourceError("shape", `the answer is not ${words}`);
  return { ...answer, result: answer.result };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

function isLabelSets(value: unknown): value is readonly Labels[] {
  return Array.isArray(value) && value.every(isRecord);
}

function isMetadata(value: unknown): value is Readonly<Record<string, readonly MetricMetadata[]>> {
  return isRecord(value) && Object.values(value).every(Array.isArray);
}

function isBuild(value: unknown): value is { readonly version: string } {
  return isRecord(value) && typeof value["version"] === "string";
}

function isConfig(value: unknown): value is { readonly yaml: string } {
  return isRecord(value) && typeof value["yaml"] === "string";
}
