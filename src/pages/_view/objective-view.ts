import type { Finding, ObjectiveReport, PhaseReport } from "../../analysis/report.ts";
import type { CellView, ObjectiveView } from "../../components/view.ts";
import { formatDuration, formatValue } from "../../core/format.ts";
import { verdictWords } from "../../core/verdict.ts";
import { evidenceView } from "./evidence-view.ts";
import { tiedWords } from "./tied-words.ts";
import { verdictView } from "./verdict-view.ts";

/** A row of the objective table: a figure for each phase and one over all. */
export function objectiveView(report: ObjectiveReport, phases: readonly PhaseReport[]): ObjectiveView {
  const { objective } = report;
  return {
    id: objective.id,
    title: objective.title,
    words: tiedWords(objective.words),
    phases: report.phases.map((finding, index) => cellView(report, finding, phases[index]?.name ?? "")),
    overall: cellView(report, report.overall, "over all"),
    doubts: report.doubts,
  };
}

/** What the figure alone would hide: a mean may keep a promise that was broken within the phase. */
function noteOf({ value, verdict, timeBroken }: Finding): string {
  if (value === undefined) return "no data";
  if (verdict === "inconclusive") return verdictWords.inconclusive.word;
  return verdict === "fail" && timeBroken > 0 ? tiedWords(`for ${formatDuration(timeBroken)}`) : "";
}

function cellView(report: ObjectiveReport, finding: Finding, phase: string): CellView {
  return {
    phase,
    verdict: verdictView(finding.verdict),
    figure: finding.value === undefined ? "—" : formatValue(finding.value, report.objective.unit),
    note: noteOf(finding),
    evidence: evidenceView(report, finding),
  };
}
