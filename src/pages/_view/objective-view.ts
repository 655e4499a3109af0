import type { Finding, ObjectiveReport, PhaseReport } from "../../analysis/report.ts";
import { formatFigure, hasNoData, worstBeside } from "../../analysis/figure.ts";
import { holds } from "../../analysis/promise.ts";
import type { CellView, ObjectiveView } from "../../components/view.ts";
import { formatDuration } from "../../core/format.ts";
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
  if (verdict === "inconclusive") return oneLine(hasNoData(finding) ? "no data" : verdictWords.inconclusive.word);
  if (verdict === "pass") return value === undefined ? worstBeside(objective, finding) ?? finding.valueIs : "";
  if (value === undefined || holds(objective, value)) return contraryNote(objective, finding);
  return timeBroken > 0 ? oneLine(`for ${formatDuration(timeBroken)}`) : "";
}

/** What broke a phase that has no figure, or one that keeps the promise. */
function contraryNote(objective: Objective, finding: Finding): string {
  const { because, timeBroken } = finding;
  const worst = worstBeside(objective, finding);
  const length = timeBroken > 0 ? oneLine(`for ${formatDuration(timeBroken)}`) : undefined;
  const why = because.includes("reaches back") ? "its window reaches back before this phase" : length;
  if (worst === undefined) return why === undefined ? "broken by the raw samples" : why.replace(/^for/, "broken for");
  return tiedWords(why === undefined ? worst : `${worst}, ${why}`);
}

function oneLine(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

function cellView(report: ObjectiveReport, finding: Finding, phase: string, session: ExploreLinks): CellView {
  return {
    phase,
    verdict: verdictView(finding.verdict),
    figure: formatFigure(report.objective, finding),
    note: noteOf(report, finding),
    evidence: evidenceView(report, finding, session),
  };
}
