import type { Finding, ObjectiveReport } from "../../analysis/report.ts";
import type { EvidenceView, Term } from "../../components/view.ts";
import { formatDuration, formatNumber, formatTimeOfDay, formatValue } from "../../core/format.ts";
import { contains } from "../../core/time.ts";
import { detailTerms } from "./details-terms.ts";
import { queryTokens } from "./query-view.ts";
import { tiedWords } from "./tied-words.ts";
import { intervalWords } from "./time-view.ts";

/** All that backs one figure of the objective table. */
export function evidenceView(report: ObjectiveReport, finding: Finding): EvidenceView {
  const { objective } = report;
  const { evidence } = finding;
  const terms: Term[] = [
    { term: "Judged", text: intervalWords(finding.interval) },
    { term: "Objective", text: objective.words },
    { term: "Figure", text: figureText(report, finding) },
    { term: "Source", text: evidence.source },
    { term: "Seen", text: seenText(finding) },
    ...prometheusTerms(report, finding),
    ...extremeTerms(report, finding),
    ...brokenTerms(finding),
    ...budgetTerms(finding),
    ...finding.details.flatMap(detailTerms),
  ];
  return { because: tiedWords(finding.because), terms, query: queryTokens(evidence.query) };
}

function figureText({ objective }: ObjectiveReport, finding: Finding): string {
  if (finding.value === undefined) return "— no data";
  return `${formatValue(finding.value, objective.unit)}, ${finding.valueIs}`;
}

function seenText({ evidence }: Finding): string {
  const counts = `${formatNumber(evidence.samples)} of ${formatNumber(evidence.expected)} expected`;
  return `${counts}, coverage ${formatValue(evidence.coverage, "ratio")}`;
}

/** The line of a PromQL objective is Prometheus' own range answer; its last point stands beside ours. */
function prometheusTerms({ objective, line }: ObjectiveReport, finding: Finding): Term[] {
  if (objective.indicator.kind !== "promql") return [];
  const inside = line.points.filter(([at, value]) => value !== null && contains(finding.interval, at));
  const last = inside.at(-1);
  if (last === undefined) return [{ term: "Prometheus itself", text: "gave no value in this interval" }];
  const [at, value] = last;
  const text = `${formatValue(value ?? NaN, objective.unit)} at ${
    formatTimeOfDay(at)
  } UTC, its last of ${inside.length}`;
  return [{ term: "Prometheus itself", text }];
}

function extremeTerms({ objective }: ObjectiveReport, { extreme }: Finding): Term[] {
  if (extreme === undefined) return [];
  const text = `${formatValue(extreme.value, objective.unit)} at ${formatTimeOfDay(extreme.at)} UTC`;
  return [{ term: "Worst moment", text }];
}

function brokenTerms({ broken, timeBroken }: Finding): Term[] {
  if (broken.length === 0) return [];
  const intervals = broken.map(intervalWords).join("; ");
  return [{ term: "Broken", text: `${formatDuration(timeBroken)}: ${intervals}` }];
}

function budgetTerms({ budget }: Finding): Term[] {
  if (budget === undefined) return [];
  const spent = `${formatNumber(budget.spent)} bad requests of ${formatNumber(budget.allowed)} allowed`;
  const left = budget.left < 0
    ? `overdrawn by ${formatValue(-budget.left, "ratio")} of it`
    : `${formatValue(budget.left, "ratio")} left`;
  return [{ term: "Error budget", text: `${spent}: ${left}` }];
}
