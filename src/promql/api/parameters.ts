import type { Duration, Instant } from "../../core/time.ts";
import { invalidParameter } from "./api-failure.ts";
import { parseApiDuration, parseApiTime } from "./api-time.ts";

/** The parameter's instant; it must be there. Throws `ApiFailure`. */
export function readTime(params: URLSearchParams, name: string): Instant {
  const text = params.get(name) ?? "";
  const at = parseApiTime(text);
  if (at === undefined) throw invalidParameter(name, noTimestamp(text));
  return at;
}

/** The parameter's instant, or another when it is not given. Throws `ApiFailure`. */
export function readTimeOr(params: URLSearchParams, name: string, absent: Instant): Instant {
  const text = params.get(name) ?? "";
  if (text === "") return absent;
  const at = parseApiTime(text);
  if (at === undefined) throw invalidParameter(name, `invalid time value for '${name}': ${noTimestamp(text)}`);
  return at;
}

function noTimestamp(text: string): string {
  return `cannot parse ${JSON.stringify(text)} to a valid timestamp`;
}

/** The step of a range query, ms. Throws `ApiFailure`. */
export function readStep(params: URLSearchParams): Duration {
  const step = parseApiDuration(params.get("step") ?? "");
  if ("error" in step) throw invalidParameter("step", step.error);
  const ms = Math.trunc(step.ms);
  if (ms > 0) return ms;
  throw invalidParameter(
    "step",
    "zero or negative query resolution step widths are not accepted. Try a positive integer",
  );
}

/** How long the client would wait at most, ms; `undefined` when it does not say. Throws `ApiFailure`. */
export function readTimeout(params: URLSearchParams): Duration | undefined {
  const text = params.get("timeout") ?? "";
  if (text === "") return undefined;
  const timeout = parseApiDuration(text);
  if ("error" in timeout) throw invalidParameter("timeout", timeout.error);
  return timeout.ms;
}

/** How many results are wanted at most; `undefined` for all. Throws `ApiFailure`. */
export function readLimit(params: URLSearchParams): number | undefined {
  const text = params.get("limit") ?? "";
  if (text === "") return undefined;
  if (!/^[+-]?\d+$/.test(text)) {
    throw invalidParameter("limit", `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const limit = Number(text);
  if (limit < 0) throw invalidParameter("limit", "limit must be non-negative");
  return limit === 0 ? undefined : limit;
}

/** What is said when `limit` cut an answer. */
export const truncated = "results truncated due to limit";
