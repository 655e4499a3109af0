import { isRecord } from "../../core/record.ts";
import { printExpr } from "../print.ts";
import { ApiFailure, invalidParameter } from "./api-failure.ts";
import { formatSuccess } from "./envelope.ts";
import { formatJsonText } from "./json-text.ts";
import { readQueryParameter } from "./read-text.ts";
import type { ServedArchive } from "./served-archive.ts";

/** `/api/v1/metadata`: the types that the metrics' names tell; no help, no units. Throws `ApiFailure`. */
export function answerMetadata({ types }: ServedArchive, params: URLSearchParams): string {
  const text = params.get("limit") ?? "";
  if (text !== "" && !/^[+-]?\d+$/.test(text)) throw new ApiFailure("bad_data", "limit must be a number");
  const limit = text === "" || Number(text) < 0 ? Infinity : Number(text);
  const metric = params.get("metric") ?? "";
  const found = [...types].filter(([name]) => metric === "" || name === metric).slice(0, limit);
  return formatSuccess(JSON.stringify(
    Object.fromEntries(found.map(([name, type]) => [name, [{ type, help: "", unit: "" }]])),
  ));
}

/** `/api/v1/rules`: those of the recording Prometheus, in their state when it was last asked. Throws `ApiFailure`. */
export function answerRules({ recorded: { rules } }: ServedArchive, params: URLSearchParams): string {
  const type = (params.get("type") ?? "").toLowerCase();
  if (!["", "alert", "record"].includes(type)) {
    throw invalidParameter("type", `not supported value ${formatJsonText(type)}`);
  }
  const wanted = type === "" ? undefined : `${type}ing`;
  if (wanted === undefined) return formatSuccess(JSON.stringify(rules));
  const groups = recordsOf(rules, "groups").map((group) => ({
    ...group,
    rules: recordsOf(group, "rules").filter((rule) => rule["type"] === wanted),
  }));
  return formatSuccess(JSON.stringify({ groups }));
}

/** `/api/v1/alerts`: the alerts of the recorded rules. */
export function answerAlerts({ recorded: { rules } }: ServedArchive): string {
  const all = recordsOf(rules, "groups").flatMap((group) => recordsOf(group, "rules"));
  return formatSuccess(JSON.stringify({ alerts: all.flatMap((rule) => recordsOf(rule, "alerts")) }));
}

/** `/api/v1/query_exemplars`: none are archived. Throws `ApiFailure` for a query that is none. */
export function answerExemplars(_: ServedArchive, params: URLSearchParams): string {
  readQueryParameter(params.get("query") ?? "");
  return formatSuccess("[]");
}

/** `/api/v1/format_query`: the query as it prints itself. Throws `ApiFailure`. */
export function answerFormat(_: ServedArchive, params: URLSearchParams): string {
  return formatSuccess(formatJsonText(printExpr(readQueryParameter(params.get("query") ?? ""))));
}

/** `/api/v1/status/…`: what the recording Prometheus said of itself. */
export const statusAnswers: Readonly<Record<string, (archive: ServedArchive) => string>> = {
  buildinfo: ({ recorded }) => formatSuccess(JSON.stringify(recorded.build)),
  runtimeinfo: ({ recorded }) => formatSuccess(JSON.stringify(recorded.runtime)),
  config: ({ recorded }) => formatSuccess(JSON.stringify({ yaml: recorded.config })),
  flags: () => formatSuccess("{}"),
};

function recordsOf(value: unknown, key: string): Record<string, unknown>[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
