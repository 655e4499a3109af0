import { formatLabels, type Labels } from "../core/labels.ts";
import { fillLegend } from "../core/legend.ts";
import { visibleText } from "../core/visible-text.ts";

/** Names that tell the series of one answer apart, and what all of them have in common. */
export interface SeriesNames {
  /** One for each series, in order. */
  readonly names: readonly string[];
  /** The labels that all share, as PromQL writes them; "" where there are none to tell. */
  readonly shared: string;
}

/** How series are named: by a template such as `{{instance}}`, and what one without labels is called. */
export interface NameOptions {
  readonly legend?: string;
  readonly bare?: string;
}

/**
 * Short names of series: the labels in which they differ.
 *
 * - One label that tells all apart is its value alone: `200`.
 * - With a legend template, what it makes of each.
 * - A single series keeps all its labels; one without any is called `bare`.
 */
export function nameSeries(all: readonly Labels[], { legend, bare = "value" }: NameOptions = {}): SeriesNames {
  const { names, shared } = tellApart(all, legend);
  return { names: names.map((name) => visibleText(name === "{}" ? bare : name)), shared: visibleText(shared) };
}

function tellApart(series: readonly Labels[], legend: string | undefined): SeriesNames {
  if (legend !== undefined) return { names: series.map((labels) => fillLegend(legend, labels)), shared: "" };
  if (series.length < 2) return { names: series.map(formatLabels), shared: "" };
  const keys = Array.from(new Set(series.flatMap((labels) => Object.keys(labels)))).sort();
  const isShared = (key: string) => series.every((labels) => labels[key] === series[0]?.[key]);
  const telling = keys.filter((key) => !isShared(key));
  const shared = pick(series[0] ?? {}, keys.filter(isShared));
  return {
    names: series.map((labels) => nameOf(labels, telling)),
    shared: Object.keys(shared).length === 0 ? "" : formatLabels(shared),
  };
}

function nameOf(labels: Labels, telling: readonly string[]): string {
  const [only] = telling;
  if (only !== undefined && telling.length === 1) return labels[only] ?? `no ${only}`;
  return formatLabels(pick(labels, telling));
}

function pick(labels: Labels, keys: readonly string[]): Labels {
  return Object.fromEntries(keys.flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [[key, value] as const];
  }));
}
