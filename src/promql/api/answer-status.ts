import { isRecord } from "../../core/record.ts";
import { printExpr } from "../print.ts";
import { ApiFailure, invalidParameter } from "./api-failure.ts";
import { formatSuccess } from "./envelope.ts";
import { formatJsonText } from "./json-text.ts";
import { readQueryParameter } from "./read-text.ts";
import { accountOf, metadataOf, type Served } from "./served.ts";

/** `/api/v1/metadata`: how the metrics are described. Throws `ApiFailure`. */
export function answerMetadata(served: Served, params: URLSearchParams): string {
  const text = params.get("limit") ?? "";
  if (text !== "" && !/^[+-]?\d+$/.test(text)) throw new ApiFailure("bad_data", "limit must be a number");
  const limit = text === "" || Number(text) < 0 ? Infinity : Number(text);
  const metric = params.get("metric") ?? "";
  const found = [...metadataOf(served)].filter(([name]) => metric === "" || name === metric).slice(0, limit);
  return formatSuccess(JSON.stringify(Object.fromEntries(found)));
}

/** `/api/v1/targets`: those of an archive as they were when its Prometheus was last asked. */
export function answerTargets(served: Served, params: URLSearchParams): string {
  const { targets = noTargets } = accountOf(served);
  const state = (params.get("state") ?? "").toLowerCase();
  if (!isRecord(targets) || state === "" || state === "any") return formatSuccess(JSON.stringify(targets));
  return formatSuccess(JSON.stringify({
    ...targets,
    ...state === "active" ? {} : { activeTargets: [] },
    ...state === "dropped" ? {} : { droppedTargets: [] },
  }));
}

const noTargets = { activeTargets: [], droppedTargets: [] };

/** `/api/v1/rules`: those of an archive in their state when its Prometheus was last asked. Throws `ApiFailure`. */
export function answerRules(served: Served, params: URLSearchParams): string {
  const { rules } = accountOf(served);
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

/** `/api/v1/alerts`: the alerts of the rules. */
export function answerAlerts(served: Served): string {
  const { rules } = accountOf(served);
  const all = recordsOf(rules, "groups").flatMap((group) => recordsOf(group, "rules"));
  return formatSuccess(JSON.stringify({ alerts: all.flatMap((rule) => recordsOf(rule, "alerts")) }));
}

/** `/api/v1/query_exemplars`: none are kept. Throws `ApiFailure` for a query that is none. */
export function answerExemplars(_: Served, params: URLSearchParams): string {
  readQueryParameter(params.get("query") ?? "");
  return formatSuccess("[]");
}

/** `/api/v1/format_query`: the query as it prints itself. Throws `ApiFailure`. */
export function answerFormat(_: Served, params: URLSearchParams): string {
  return formatSuccess(formatJsonText(printExpr(readQueryParameter(params.get("query") ?? ""))));
}

/** `/api/v1/status/…`: what it says of itself. */
export const statusAnswers: Readonly<Record<string, (served: Served) => string>> = {
  buildinfo: (served) => formatSuccess(JSON.stringify(accountOf(served).build)),
  runtimeinfo: (served) => formatSuccess(JSON.stringify(accountOf(served).runtime)),
  config: (served) => formatSuccess(JSON.stringify({ yaml: accountOf(served).config })),
  flags: (served) => formatSuccess(JSON.stringify(accountOf(served).flags ?? {})),
};

function recordsOf(value: unknown, key: string): Record<string, unknown>[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
