import type { Labels } from "../core/labels.ts";
import { isRecord } from "../core/record.ts";
import type { Instant } from "../core/time.ts";
import { SourceError } from "./source-error.ts";

/** An answer of Prometheus' API: the body as it came, and what it says. */
export interface PrometheusAnswer<Result> {
  /** The JSON verbatim. */
  readonly body: unknown;
  readonly result: Result;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** One series of an answer; an instant answer has one point. */
export interface QueriedSeries {
  readonly labels: Labels;
  /** ms. */
  readonly times: readonly Instant[];
  readonly values: readonly number[];
  /** How many native histograms were skipped. */
  readonly histograms: number;
}

/** The value of a query. A scalar is one series without labels. */
export interface QueryResult {
  readonly type: "vector" | "matrix" | "scalar" | "string";
  readonly series: readonly QueriedSeries[];
}

/** The data of a body that says `success`; throws `SourceError` with Prometheus' words otherwise. */
export function readEnvelope(status: number, type: string, text: string): PrometheusAnswer<unknown> {
  const body = parseJson(text);
  if (isRecord(body) && body["status"] === "error") {
    throw new SourceError("refusal", `${body["errorType"] ?? "error"}: ${body["error"] ?? "no reason given"}`, {
      status,
    });
  }
  if (status < 200 || status > 299) {
    const words = text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 200);
    throw new SourceError("refusal", `HTTP ${status}${words === "" ? "" : `: ${words}`}`, { status });
  }
  if (body === undefined) {
    const what = type.includes("json")
      ? "JSON that breaks off or cannot be read"
      : `"${type || "no type"}" and not JSON`;
    throw new SourceError("shape", `the answer is ${what}`, { status });
  }
  if (!isRecord(body) || body["status"] !== "success" || !("data" in body)) {
    throw new SourceError("shape", 'the answer is JSON, but not of Prometheus: it lacks "status" or "data"', {
      status,
    });
  }
  return { body, result: body["data"], warnings: textsOf(body["warnings"]), infos: textsOf(body["infos"]) };
}

/** The series of a query's `data`; throws `SourceError` where it has another shape. */
export function readQueryResult(data: unknown): QueryResult {
  if (!isRecord(data)) throw wrongShape("data");
  const { resultType: type, result } = data;
  if (type === "scalar") return { type, series: [readSeries({}, [result], [])] };
  if (type === "string") return { type, series: [] };
  if ((type !== "vector" && type !== "matrix") || !Array.isArray(result)) throw wrongShape("result");
  const series = result.map((item: unknown) => {
    if (!isRecord(item) || !isLabels(item["metric"])) throw wrongShape("metric");
    const points = type === "vector" ? item["value"] && [item["value"]] : item["values"];
    const histograms = type === "vector" ? item["histogram"] && [item["histogram"]] : item["histograms"];
    if (points === undefined && histograms === undefined) throw wrongShape("values");
    return readSeries(item["metric"], points ?? [], histograms ?? []);
  });
  return { type, series };
}

function readSeries(labels: Labels, points: unknown, histograms: unknown): QueriedSeries {
  if (!Array.isArray(points) || !Array.isArray(histograms)) throw wrongShape("values");
  const times: number[] = new Array(points.length);
  const values: number[] = new Array(points.length);
  for (let index = 0; index < points.length; index++) {
    const point: unknown = points[index];
    if (!Array.isArray(point) || typeof point[0] !== "number" || typeof point[1] !== "string") {
      throw wrongShape("point");
    }
    times[index] = Math.round(point[0] * 1_000);
    values[index] = parseValue(point[1]);
  }
  return { labels, times, values, histograms: histograms.length };
}

/** The number that Prometheus wrote: decimal, `NaN`, `+Inf` or `-Inf`. */
function parseValue(text: string): number {
  if (text === "NaN") return NaN;
  if (text === "+Inf" || text === "Inf") return Infinity;
  if (text === "-Inf") return -Infinity;
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value)) throw wrongShape(`value "${text}"`);
  return value;
}

function wrongShape(place: string): SourceError {
  return new SourceError("shape", `the answer has an unexpected shape at ${place}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLabels(value: unknown): value is Labels {
  return isRecord(value) && Object.values(value).every((text) => typeof text === "string");
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
