import { labelValue } from "../../core/labels.ts";
import type { Series } from "../../core/series.ts";
import { compareLabels, compareTexts } from "../engine/label-set.ts";
import { ApiFailure } from "./api-failure.ts";
import { formatSuccess, noRemarks } from "./envelope.ts";
import { formatJsonLabels, formatJsonTexts } from "./json-text.ts";
import { readLimit, readTimeOr, truncated } from "./parameters.ts";
import { readSelectors } from "./read-text.ts";
import type { Served } from "./served.ts";

/** `/api/v1/series`: the label sets of the series that any `match[]` selects. Throws `ApiFailure`. */
export function answerSeries(served: Served, params: URLSearchParams): string {
  if (params.getAll("match[]").length === 0) throw new ApiFailure("bad_data", "no match[] parameter provided");
  const limit = readLimit(params);
  const labels = matchedSeries(served, params, "match[]").map((series) => series.labels).sort(compareLabels);
  return answerList(labels, limit, (sets) => `[${sets.map(formatJsonLabels).join(",")}]`);
}

/** `/api/v1/labels`: the names of labels, of all series or of those that a `match[]` selects. Throws `ApiFailure`. */
export function answerLabels(served: Served, params: URLSearchParams): string {
  const limit = readLimit(params);
  const names = matchedSeries(served, params).flatMap(({ labels }) => Object.keys(labels));
  return answerList([...new Set(names)].sort(compareTexts), limit, formatJsonTexts);
}

/** `/api/v1/label/<name>/values`; `escaped` is the name as the path has it. Throws `ApiFailure`. */
export function answerLabelValues(served: Served, params: URLSearchParams, escaped: string): string {
  const name = unescapeName(escaped);
  if (name === "") throw new ApiFailure("bad_data", 'invalid label name: ""');
  const limit = readLimit(params);
  const values = matchedSeries(served, params).map(({ labels }) => labelValue(labels, name));
  return answerList([...new Set(values)].filter((value) => value !== "").sort(compareTexts), limit, formatJsonTexts);
}

/** The series of any `match[]`, or all, that have a sample between `start` and `end`. */
function matchedSeries({ store }: Served, params: URLSearchParams, name?: "match[]"): Series[] {
  const start = readTimeOr(params, "start", -Infinity);
  const end = readTimeOr(params, "end", Infinity);
  const selectors = readSelectors(params.getAll("match[]"), name);
  const found = selectors.length === 0
    ? store.series
    : new Set(selectors.flatMap((selector) => store.select(selector)));
  return [...found].filter(({ times }) => times.some((at) => at >= start && at <= end));
}

function answerList<Item>(
  items: readonly Item[],
  limit: number | undefined,
  format: (items: readonly Item[]) => string,
): string {
  if (limit === undefined || items.length <= limit) return formatSuccess(format(items));
  return formatSuccess(format(items.slice(0, limit)), { ...noRemarks, warnings: [truncated] });
}

/** A label's name that clients escape when it is more than letters, digits and `_`: `U__service_2e_name` is `service.name`. */
function unescapeName(text: string): string {
  if (!text.startsWith("U__")) return text;
  return text.slice(3).replace(
    /__|_([0-9a-fA-F]{1,5})_/g,
    (_, hex?: string) => hex === undefined ? "_" : String.fromCodePoint(parseInt(hex, 16)),
  );
}
