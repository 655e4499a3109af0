import { formatFloat } from "../core/float-text.ts";
import type { Labels } from "../core/labels.ts";
import { metricFamilies, type MetricFamily } from "../core/metric-type.ts";
import { isStale, type Series } from "../core/series.ts";
import type { Instant } from "../core/time.ts";

/**
 * The samples as OpenMetrics text, in pieces of some samples of one series each, for `promtool tsdb create-blocks-from openmetrics`.
 *
 * - Grouped by metric with its type, the stamps of a series ascending, `# EOF` at the end.
 * - What the format cannot carry is left out; `openMetricsLosses` tells it.
 */
export function* formatOpenMetrics(series: readonly Series[]): Generator<string, void> {
  const carried = series.filter(isCarried);
  const families = metricFamilies(carried.map(({ labels }) => labels));
  const byFamily = Map.groupBy(carried, ({ labels: { __name__: name = "" } }) => families.get(name)?.name ?? name);
  for (const name of Array.from(byFamily.keys()).sort()) {
    const members = byFamily.get(name) ?? [];
    const { type = "unknown" } = families.get(members[0]?.labels.__name__ ?? "") ?? {};
    yield formatType({ name, type }, byFamily);
    for (const member of members) yield* formatSamples(member);
  }
  yield "# EOF\n";
}

/** A counter is declared without its `_total`, unless another metric has that name. */
function formatType({ name, type }: MetricFamily, others: ReadonlyMap<string, unknown>): string {
  const bare = name.replace(/_total$/, "");
  if (type !== "counter") return `# TYPE ${name} ${type}\n`;
  return others.has(bare) || bare === "" ? `# TYPE ${name} unknown\n` : `# TYPE ${bare} counter\n`;
}

/** A text of a long series would be longer than one can be. */
const longestPiece = 1_000_000;

function* formatSamples(series: Series): Generator<string, void> {
  const { times, values } = series;
  const head = formatHead(series.labels);
  let text = "";
  for (let index = 0; index < times.length; index++) {
    if (isStale(series, index)) continue;
    text += `${head} ${formatFloat(values[index] ?? NaN)} ${formatStamp(times[index] ?? NaN)}\n`;
    if (text.length < longestPiece) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function formatHead({ __name__: name = "", ...labels }: Labels): string {
  const pairs = Object.entries(labels).filter(([, value]) => value !== "").map(([label, value]) =>
    `${label}="${value.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`
  );
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

/** An instant in seconds that comes back as the same ms also where the product with 1000 is cut and not rounded. */
function formatStamp(at: Instant): string {
  const text = at % 1_000 === 0 ? String(at / 1_000) : (at / 1_000).toFixed(3);
  return Math.trunc(Number(text) * 1_000) === at ? text : `${text}1`;
}

/** Whether the format can name the series, and it has a sample that is no staleness marker. */
function isCarried(series: Series): boolean {
  return isNamed(series.labels) && series.times.some((_, index) => !isStale(series, index));
}

/** Whether the format can name the series: letters, digits and `_`, in a metric's name `:` too. */
export function isNamed({ __name__: name = "", ...labels }: Labels): boolean {
  return /^[A-Za-z_:][A-Za-z0-9_:]*$/.test(name) &&
    Object.keys(labels).every((label) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(label));
}
