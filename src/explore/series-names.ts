import { formatLabels, type Labels, labelValue } from "../core/labels.ts";
import { fillLegend } from "../core/legend.ts";
import { ownLabels, sharedLabels } from "../core/shared-labels.ts";
import { visibleText } from "../core/visible-text.ts";

/** Names that tell the series of one answer apart, and what all of them have in common. */
export interface SeriesNames {
  /** One for each series, in order. */
  readonly names: readonly string[];
  /** Of each series the labels that are not shared; all of those of a single one. */
  readonly own: readonly Labels[];
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
  const shared = sharedLabels(all);
  const own = all.map((labels) => ownLabels(labels, shared));
  return {
    names: namesOf(all, own, legend).map((name) => visibleText(name === "{}" ? bare : name)),
    own,
    shared: Object.keys(shared).length === 0 ? "" : visibleText(formatLabels(shared)),
  };
}

function namesOf(all: readonly Labels[], own: readonly Labels[], legend: string | undefined): readonly string[] {
  if (legend !== undefined) return all.map((labels) => fillLegend(legend, labels));
  const telling = new Set(own.flatMap((labels) => Object.keys(labels)));
  const [only] = telling;
  if (all.length < 2 || only === undefined || telling.size > 1) return own.map(formatLabels);
  return own.map((labels) => labelValue(labels, only) || `no ${only}`);
}
