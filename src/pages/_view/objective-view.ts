import type { Finding, ObjectiveReport, PhaseReport } from "../../analysis/report.ts";
import { holds } from "../../analysis/promise.ts";
import type { CellView, ObjectiveView } from "../../components/view.ts";
import { formatDuration, formatValue } from "../../core/format.ts";
import type { Objective } from "../../core/plan.ts";
import { verdictWords } from "../../core/verdict.ts";
import { evidenceView } from "./evidence-view.ts";
import type { ExploreLinks } from "./explore-path.ts";
import { tiedWords } from "./tied-words.ts";
import { verdictView } from "./verdict-view.ts";

/** A row of the objective table: a figure for each phase and one over all. */
export function objectiveView(
  report: ObjectiveReport,
  phases: readonly PhaseReport[],
  session: ExploreLinks,
): ObjectiveView {
  const { objective } = report;
  return {
    id: objective.id,
    title: objective.title,
    words: tiedWords(objective.words),
    phases: report.phases.map((finding, index) => cellView(report, finding, phases[index]?.name ?? "", session)),
    overall: cellView(report, report.overall, "over all", session),
    doubts: report.doubts,
  };
}

/** What the figure alone would hide: a mean may keep a promise that was broken within the phase. */
function noteOf({ objective }: ObjectiveReport, finding: Finding): string {
  const { value, verdict, timeBroken } = finding;
  if (value === undefined) return oneLine("no data");
  if (verdict === "inconclusive") return oneLine(verdictWords.inconclusive.word);
  if (verdict === "pass") return "";
  if (holds(objective, value)) return contraryNote(objective, finding);
  return timeBroken > 0 ? oneLine(`for ${formatDuration(timeBroken)}`) : "";
}

/** Why a phase is broken whose own figure keeps the promise. */
function contraryNote(objective: Objective, { because, timeBroken, extreme }: Finding): string {
  if (because.includes("reaches back")) return "its window reaches back before this phase";
  if (timeBroken > 0) return oneLine(`broken for ${formatDuration(timeBroken)}`);
  if (extreme === undefined || holds(objective, extreme.value)) return "broken by the raw samples";
  return oneLine(`at worst ${formatValue(extreme.value, objective.unit)}`);
}

function oneLine(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

function cellView(report: ObjectiveReport, finding: Finding, phase: string, session: ExploreLinks): CellView {
  return {
    phase,
    verdict: verdictView(finding.verdict),
    figure: finding.value === undefined ? "—" : formatValue(finding.value, report.objective.unit),
    note: noteOf(report, finding),
    evidence: evidenceView(report, finding, session),
  };
}
