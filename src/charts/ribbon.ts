import type { Report } from "../analysis/report.ts";
import { formatDuration, formatTimeOfDay } from "../core/format.ts";
import { lengthOf } from "../core/time.ts";
import { verdictWords } from "../core/verdict.ts";
import type { Chart } from "./chart.ts";
import { chartId, type Frame } from "./frame.ts";
import { specOf } from "./layers.ts";
import { areNumbered } from "./phase-numbers.ts";
import { phaseWords } from "./ribbon-band.ts";
import { narrowRibbon } from "./ribbon-narrow.ts";
import { wideRibbon } from "./ribbon-wide.ts";

/** The whole session at a glance: its phases with their verdicts, what was broken when, and what was done to it. */
export function ribbonChart(
  report: Pick<Report, "title" | "headline" | "broken">,
  frame: Frame,
): Chart {
  const full: Frame = { ...frame, left: 1, right: 1 };
  const drawing = frame.variant === "narrow"
    ? narrowRibbon(report, full)
    : wideRibbon(report, full, areNumbered(frame, 11));
  return {
    id: chartId(frame, "ribbon"),
    title: `${report.title}: the whole session`,
    description: `${report.headline} ${
      frame.phases.map((phase) => `${phase.name}: ${phaseWords(phase)[0]}`).join("; ")
    }.`,
    width: frame.width,
    height: drawing.height + 2,
    spec: specOf(
      { width: frame.width - 2, height: drawing.height, top: 1, right: 1, bottom: 1, left: 1 },
      drawing.layers,
    ),
    table: {
      columns: ["Phase", "From (UTC)", "To (UTC)", "For", "Verdict", "Broken for"],
      rows: frame.phases.map(({ name, interval, verdict, timeBroken }) => [
        name,
        formatTimeOfDay(interval.start),
        formatTimeOfDay(interval.end),
        formatDuration(lengthOf(interval)),
        `${verdictWords[verdict].shape} ${verdictWords[verdict].word}`,
        timeBroken === 0 ? "—" : formatDuration(timeBroken),
      ]),
    },
    readout: undefined,
  };
}
