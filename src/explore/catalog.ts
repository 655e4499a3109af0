import { metricFamilies, type MetricFamily } from "../core/metric-type.ts";
import type { Series } from "../core/series.ts";
import { median } from "../core/statistics.ts";
import type { Duration } from "../core/time.ts";

/** A metric of the archive. */
export interface CatalogMetric {
  readonly name: string;
  /** How many series have the name. */
  readonly series: number;
  /** Its labels but the name, in order, each with the values that it has, in order. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** What its name says of it; "" where that is nothing. */
  readonly kind: string;
  /** The longest of the usual gaps between the samples of its series; `undefined` where no series has two. */
  readonly interval: Duration | undefined;
}

/** The metrics of a session's archive in the order of their names: what completion knows. */
export type Catalog = readonly CatalogMetric[];

/** The catalog of series. */
export function catalogOf(series: readonly Series[]): Catalog {
  const families = metricFamilies(series.map(({ labels }) => labels));
  const byName = Map.groupBy(series, ({ labels }) => labels.__name__ ?? "");
  return Array.from(byName.keys()).sort().map((name): CatalogMetric => {
    const own = byName.get(name) ?? [];
    const kind = kindOf(name, families.get(name));
    return { name, series: own.length, labels: labelsOf(own), kind, interval: longestGap(own) };
  });
}

/**
 * The longest of the usual gaps between the samples of series: a window that holds four of those holds four of all.
 * `undefined` where no series has two samples.
 */
export function longestGap(series: readonly Pick<Series, "times">[]): Duration | undefined {
  const gaps = series.flatMap(({ times }) => gapOf(times) ?? []);
  return gaps.length === 0 ? undefined : gaps.reduce((a, b) => Math.max(a, b));
}

/** The middle gap between the first samples of a series; a hundred tell it as well as all. */
function gapOf(times: Float64Array): Duration | undefined {
  return median(times.subarray(1, 101).map((at, index) => at - (times[index] ?? at)));
}

/**
 * How often the metrics of a query are scraped: the longest of their intervals, on which its windows depend.
 * Where none of the names is known, the middle one over all metrics; `undefined` where no metric has two samples.
 */
export function scrapeIntervalOf(names: Iterable<string>, catalog: Catalog): Duration | undefined {
  const named = new Set(names);
  const own = catalog.flatMap(({ name, interval }) => named.has(name) ? interval ?? [] : []);
  if (own.length > 0) return own.reduce((a, b) => Math.max(a, b));
  return median(catalog.flatMap(({ interval }) => interval ?? []));
}

function labelsOf(series: readonly Series[]): Record<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  for (const { labels } of series) {
    for (const [name, value] of Object.entries(labels)) {
      const known = values.get(name) ?? new Set();
      values.set(name, known.add(value));
    }
  }
  values.delete("__name__");
  return Object.fromEntries(
    Array.from(values).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, known]) => {
      return [name, sortValues(Array.from(known))] as const;
    }),
  );
}

/** Bounds and codes in the order of their numbers, all else by code units. */
function sortValues(values: readonly string[]): readonly string[] {
  const numbers = new Map(values.map((value) => [value, Number(value.replace("Inf", "Infinity"))]));
  const areNumbers = values.every((value) => value.trim() !== "" && !Number.isNaN(numbers.get(value)));
  if (!areNumbers) return [...values].sort();
  return [...values].sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
}

function kindOf(name: string, family: MetricFamily | undefined): string {
  if (family === undefined || family.type === "unknown") return "";
  const part = { bucket: "buckets", sum: "sum", count: "count" }[name.slice(family.name.length + 1)];
  return part === undefined ? family.type : `${part} of a ${family.type}`;
}

/** The type of each metric whose name tells it; that of a part of a histogram is `histogram`. */
export function typesOf(catalog: Catalog): ReadonlyMap<string, string> {
  return new Map(catalog.flatMap(({ name, kind }) => kind === "" ? [] : [[name, kind.split(" ").at(-1) ?? kind]]));
}

/** The finite bounds of each histogram in the catalog, ascending, by its name without `_bucket`. */
export function boundsOf(catalog: Catalog): ReadonlyMap<string, readonly number[]> {
  return new Map(catalog.flatMap(({ name, labels: { le = [] } }) => {
    const bounds = le.map(Number).filter(Number.isFinite).sort((a, b) => a - b);
    return name.endsWith("_bucket") && bounds.length > 0 ? [[name.slice(0, -"_bucket".length), bounds] as const] : [];
  }));
}
