import type { Finding, ObjectiveReport } from "../../analysis/report.ts";
import { formatFigure } from "../../analysis/figure.ts";
import type { EvidenceView, Term } from "../../components/view.ts";
import { formatDuration, formatNumber, formatTimeOfDay, formatValue } from "../../core/format.ts";
import { detailTerms } from "./details-terms.ts";
import { exploreInstantPath, type ExploreLinks, explorePath } from "./explore-path.ts";
import { queryTokens } from "./query-view.ts";
import { tiedWords } from "./tied-words.ts";
import { intervalWords } from "./time-view.ts";

/** All that backs one figure of the objective table. */
export function evidenceView(report: ObjectiveReport, finding: Finding, session: ExploreLinks): EvidenceView {
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
  return {
    because: tiedWords(finding.because),
    terms,
    query: queryTokens(evidence.query),
    explore: explorePath(evidence.query, finding.interval, session),
    asked: finding.details.flatMap((detail) => "queries" in detail ? detail.queries : []).map((
      { words, query, at },
    ) => ({
      text: words,
      href: exploreInstantPath(query, at, session),
    })),
  };
}

function figureText({ objective }: ObjectiveReport, finding: Finding): string {
  return `${formatFigure(objective, finding)}, ${finding.valueIs}`;
}

function seenText({ evidence }: Finding): string {
  const counts = `${formatNumber(evidence.samples)} of ${formatNumber(evidence.expected)} expected`;
  return `${counts}, coverage ${formatValue(evidence.coverage, "ratio")}`;
}

/** What Prometheus itself had answered: its last value stands beside ours, and how often it said something else. */
function prometheusTerms({ objective }: ObjectiveReport, { evidence }: Finding): Term[] {
  if (objective.indicator.kind !== "promql") return [];
  const term = "Prometheus itself";
  const { prometheus } = evidence;
  if (prometheus === undefined) return [{ term, text: "was not asked" }];
  const { last, points, differing } = prometheus;
  const unlike = differing === 0 ? "" : `; it said something else at ${formatNumber(differing)} of these instants`;
  if (last === undefined) return [{ term, text: `gave no value in this interval${unlike}` }];
  const value = `${formatValue(last.value, objective.unit)} at ${formatTimeOfDay(last.at)} UTC`;
  return [{ term, text: `${value}, its last of ${formatNumber(points)}${unlike}` }];
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
