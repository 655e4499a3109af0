import { formatLabels, type Labels } from "../core/labels.ts";
import { fillLegend } from "../core/legend.ts";
import { ownLabels, sharedLabels } from "../core/shared-labels.ts";

/** What to call each series of an answer, and what need not be said of each. */
export interface SeriesNames {
  readonly names: readonly string[];
  /** Labels that all have alike; none for a single series, whose name has them all. */
  readonly shared: Labels;
}

/** Names of series by a legend template, or by the labels in which they differ: `code="200", method="GET"`. */
export function nameSeries(labelSets: readonly Labels[], legend?: string): SeriesNames {
  const filled = legend === undefined ? [] : labelSets.map((labels) => fillLegend(legend, labels).trim());
  if (filled.length > 0 && new Set(filled).size === filled.length && !filled.includes("")) {
    return { names: filled, shared: {} };
  }
  const shared = sharedLabels(labelSets);
  return { names: labelSets.map((labels) => nameOf(labels, shared)), shared };
}

function nameOf(labels: Labels, shared: Labels): string {
  const { __name__: metric, ...own } = ownLabels(labels, shared);
  const pairs = Object.keys(own).sort().map((name) => `${name}=${JSON.stringify(own[name])}`).join(", ");
  if (metric === undefined) return pairs;
  return pairs === "" ? metric : `${metric} ${pairs}`;
}

/** What all series share as a line above them and an empty one below; none when they share nothing. */
export function sharedLines({ shared }: SeriesNames): string[] {
  if (Object.keys(shared).length === 0) return [];
  return [`All series: ${formatLabels(shared)}`, ""];
}
