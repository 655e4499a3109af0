import { formatLabels, type Labels } from "../core/labels.ts";
import { fillLegend } from "../core/legend.ts";
import type { Panel } from "../core/plan.ts";
import { checkAnswer } from "./check-answers.ts";
import { judgedSeries } from "./judged-series.ts";
import { earlyRefusal, readingOf } from "./reading.ts";
import type { PanelReport } from "./report.ts";
import type { SessionIndex } from "./session-index.ts";
import { differenceDoubt } from "./truth-words.ts";

/**
 * A panel's lines: what PromQL makes of the archived samples, gaps as `null`, also where nothing was scraped.
 * Prometheus' own answer stands where the archive cannot know, and for a query that the engine does not answer.
 */
export function reportPanel(index: SessionIndex, panel: Panel): PanelReport {
  const answer = index.answerTo(panel.query);
  const reading = readingOf(index, panel.query);
  const check = answer && checkAnswer(index, answer);
  const { refusal, times } = reading;
  const drawn = refusal === undefined ? "archive" : "prometheus";
  const lines = judgedSeries(reading, answer, check).series.filter(({ by }) => by === drawn);
  const early = earlyRefusal(index, reading);
  const fault = answer?.error === undefined ? undefined : `Prometheus answered with an error: ${answer.error}`;
  return {
    panel,
    lines: (early === undefined ? lines : []).map(({ labels, valueAt }) => ({
      name: legendOf(panel, labels),
      labels,
      points: times.map((at) => [at, index.isUnscraped(at) ? null : valueAt(at)]),
    })),
    warnings: [
      ...refusal === undefined || lines.length === 0 ? [] : [`${refusal}. The lines are Prometheus' own answer`],
      ...fault === undefined || lines.length === 0 ? [] : [`${fault}. The lines are PromQL over the archived samples`],
      ...differenceDoubt(check?.truth, `the lines are ${drawn === "archive" ? "of these" : "its own"}`),
      ...answer === undefined ? reading.warnings : [...answer.warnings, ...answer.infos],
    ],
    error: early ?? (lines.length > 0 ? undefined : fault ?? refusal),
  };
}

/** The legend of a series: by the panel's template, else its labels. */
function legendOf({ legend, title }: Panel, labels: Labels): string {
  if (legend !== undefined) return fillLegend(legend, labels);
  return Object.keys(labels).length === 0 ? title : formatLabels(labels);
}
