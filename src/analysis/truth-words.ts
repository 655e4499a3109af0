import { formatDuration, formatTimeOfDay } from "../core/format.ts";
import { formatLabels } from "../core/labels.ts";
import { plural } from "./plural.ts";
import type { Reading } from "./reading.ts";
import type { AnswerTruth, Difference, Report, Truth } from "./report.ts";

/** How many of Prometheus' answers are had again: `7 of 7 of Prometheus' answers are reproduced from the archived samples`. */
export function truthSentence({ version, agree, answers }: Truth): string {
  if (answers.length === 0) return "No answer of Prometheus was captured";
  const own = version?.endsWith(".lab")
    ? "; the lab's Prometheus is this engine too, so no other one vouches for it"
    : "";
  return answers.length === 1
    ? `Prometheus' one answer is ${agree === 1 ? "" : "not "}reproduced from the archived samples${own}`
    : `${agree} of ${answers.length} of Prometheus' answers are reproduced from the archived samples${own}`;
}

/** What became of one answer, in a sentence without a full stop. */
export function answerWords(truth: AnswerTruth): string {
  const { outcome, points, differing, first, reasons } = truth;
  switch (outcome) {
    case "agrees":
      return points === 0 ? "Reproduced: neither has a value" : `Reproduced: ${plural(points, "point")}`;
    case "differs":
      return [differingWords(truth), ...first === undefined ? [] : [firstWords(first)], ...reasons].join(". ");
    case "incomparable":
      return [
        differing === 0
          ? "Cannot be compared"
          : `Cannot be compared at ${differing} of ${plural(points, "point")}${
            differing === points ? "" : ", of which the others are the same"
          }`,
        ...reasons,
      ].join(". ");
  }
}

function differingWords({ points, differing, largest }: AnswerTruth): string {
  const share = largest === undefined || largest === 0 ? "" : `, by up to ${percentOf(largest)}`;
  return `Differs at ${differing} of ${plural(points, "point")}${share}`;
}

function percentOf(share: number): string {
  return Number.isFinite(share) ? `${Number((share * 100).toPrecision(2))} %` : "any amount";
}

function firstWords({ at, labels, prometheus, archive }: Difference): string {
  const value = (side: number | undefined) => side === undefined ? "no value" : String(side);
  const series = Object.keys(labels).length === 0 ? "" : ` of ${formatLabels(labels)}`;
  return `The first${series} is at ${formatTimeOfDay(at)} UTC: Prometheus said ${value(prometheus)}, ` +
    `the archived samples say ${value(archive)}`;
}

/** By which file's objectives a session was judged, in place of its own. */
export function judgedByWords({ file, sha256 }: NonNullable<Report["judgedBy"]>): string {
  return `Judged again, by the objectives of ${file} (sha256 ${
    sha256.slice(0, 12)
  }…) and not by those of its recording`;
}

/** The doubt about what is said of a query that Prometheus had answered otherwise, and what counts; empty when there is none. */
export function differenceDoubt(truth: AnswerTruth | undefined, counts: string): string[] {
  if (truth?.outcome !== "differs") return [];
  return [`Prometheus' own answer is not reproduced from the archived samples; ${counts}. ${answerWords(truth)}`];
}

/** Where the points of a query come from. */
export function sourceWords({ step, refusal }: Reading, truth: AnswerTruth | undefined): string {
  const own = `PromQL over the archived samples, step ${formatDuration(step)}`;
  if (truth === undefined) return `${own}; Prometheus itself was not asked`;
  if (refusal !== undefined) return `Prometheus' own answer, step ${formatDuration(step)}`;
  switch (truth.outcome) {
    case "agrees":
      return `${own}; Prometheus' own answer is the same`;
    case "differs":
      return `${own}; Prometheus' own answer differs at ${truth.differing} of ${plural(truth.points, "point")}`;
    case "incomparable":
      return truth.points === 0
        ? `${own}; Prometheus' own answer cannot be compared`
        : `${own}; Prometheus' own answer where the archive begins too late`;
  }
}
