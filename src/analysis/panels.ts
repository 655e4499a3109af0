import { formatLabels, type Labels } from "../core/labels.ts";
import type { Panel } from "../core/plan.ts";
import type { Answer } from "../core/session.ts";
import { gridOf, pointsAt } from "./answer-points.ts";
import type { PanelReport } from "./report.ts";

/** A panel's lines from Prometheus' own answer, gaps as `null`. */
export function reportPanel(panel: Panel, answer: Answer | undefined): PanelReport {
  if (answer === undefined) {
    return { panel, lines: [], warnings: [], error: "Prometheus' answer to the query is not in the archive" };
  }
  const times = gridOf(answer);
  return {
    panel,
    lines: answer.series.map((series) => ({
      name: legendOf(panel, series.labels),
      labels: series.labels,
      points: pointsAt(series, times),
    })),
    warnings: [...answer.warnings, ...answer.infos],
    error: answer.error,
  };
}

/** The legend of a series: `{{instance}}` stands for a label's value, none for a label that is not there. */
function legendOf({ legend, title }: Panel, labels: Labels): string {
  if (legend !== undefined) {
    return legend.replace(/\{\{\s*([^}\s]+)\s*\}\}/g, (_all, name: string) => labels[name] ?? "");
  }
  return Object.keys(labels).length === 0 ? title : formatLabels(labels);
}
