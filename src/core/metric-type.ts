import type { Labels } from "./labels.ts";

/** What a metric is, as far as names and labels tell; an archive holds no metadata. */
export type MetricType = "counter" | "gauge" | "histogram" | "summary" | "unknown";

/** A metric as its source would have declared it: a histogram is its buckets, its sum and its count. */
export interface MetricFamily {
  /** `http_requests_total` for a counter, `http_duration_seconds` for a histogram. */
  readonly name: string;
  readonly type: MetricType;
}

/** Prometheus' own series, which no suffix tells. */
const gauges =
  /^(up|ALERTS|ALERTS_FOR_STATE|scrape_(duration_seconds|samples_scraped|samples_post_metric_relabeling|series_added))$/;

/**
 * The family of each metric's name, told by the naming conventions of Prometheus.
 *
 * - A histogram has buckets with `le`, a summary has `quantile`; their `_sum` and `_count` belong to them.
 * - `_total` is a counter. `_sum` and `_count` alone could be a histogram's or a summary's: `unknown`, as all else is.
 */
export function metricFamilies(labelSets: Iterable<Labels>): ReadonlyMap<string, MetricFamily> {
  const names = new Set<string>();
  const wholes = new Map<string, MetricType>();
  for (const { __name__: name = "", le, quantile } of labelSets) {
    names.add(name);
    if (le !== undefined && name.endsWith("_bucket")) wholes.set(name.slice(0, -"_bucket".length), "histogram");
    else if (quantile !== undefined) wholes.set(name, "summary");
  }
  return new Map(Array.from(names, (name) => [name, familyOf(name, wholes)]));
}

function familyOf(name: string, wholes: ReadonlyMap<string, MetricType>): MetricFamily {
  const whole = [name, name.replace(/_(bucket|sum|count)$/, "")].find((candidate) => wholes.has(candidate));
  if (whole !== undefined) return { name: whole, type: wholes.get(whole) ?? "unknown" };
  if (gauges.test(name)) return { name, type: "gauge" };
  return { name, type: name.endsWith("_total") ? "counter" : "unknown" };
}
