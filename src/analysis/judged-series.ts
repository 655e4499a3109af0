import { type Labels, labelsKey } from "../core/labels.ts";
import type { Answer, AnswerSeries } from "../core/session.ts";
import type { Instant } from "../core/time.ts";
import { valuesOf } from "./answer-points.ts";
import type { CheckedAnswer } from "./check-answers.ts";
import type { Reading } from "./reading.ts";

/** A series that a promise must hold for. */
export interface JudgedSeries {
  readonly labels: Labels;
  /** Who says so: PromQL over the archived samples, or Prometheus where its own answer differs from that. */
  readonly by: "archive" | "prometheus";
  /** `null` where there is no value, or no finite one. */
  valueAt(at: Instant): number | null;
}

/** What is to be judged of a query. */
export interface Judged {
  /** None when the query has no series, or the archive cannot answer it and Prometheus was not asked. */
  readonly series: readonly JudgedSeries[];
  /** The instants at which Prometheus' own answer says something else. */
  readonly differsAt: ReadonlySet<Instant>;
  /** Prometheus' own value of the series with these labels. */
  prometheusAt(labels: Labels, at: Instant): number | null;
}

/**
 * The series of a query: what PromQL makes of the archived samples, and Prometheus' own where the archive cannot know (a
 * window reaches back to before the record).
 *
 * - Where Prometheus' own answer differs at all, its series must hold too: the worse of both counts.
 * - Where the archive cannot answer the query, there are only Prometheus' own.
 */
export function judgedSeries(reading: Reading, answer: Answer | undefined, check: CheckedAnswer | undefined): Judged {
  const isRefused = reading.refusal !== undefined;
  const theirs = byLabels(answer?.series ?? []);
  const ours = byLabels(reading.series);
  const keys = isRefused ? [] : [...new Set([...ours.keys(), ...theirs.keys()])];
  const joined = keys.map((key): JudgedSeries => {
    const [own, other] = [ours.get(key), theirs.get(key)];
    return {
      labels: own?.labels ?? other?.labels ?? {},
      by: "archive",
      valueAt: (at) => (reading.isArchived(at) ? own?.valueAt(at) : other?.valueAt(at)) ?? null,
    };
  });
  const differs = isRefused || check?.truth.outcome === "differs";
  return {
    series: [...joined, ...differs ? theirs.values() : []],
    differsAt: new Set((check?.differences ?? []).map(({ at }) => at).filter((at) => reading.isArchived(at))),
    prometheusAt: (labels, at) => theirs.get(labelsKey(labels))?.valueAt(at) ?? null,
  };
}

function byLabels(series: readonly AnswerSeries[]): Map<string, JudgedSeries> {
  return new Map(
    series.map((each) => [
      labelsKey(each.labels),
      { labels: each.labels, by: "prometheus", valueAt: valuesOf(each) },
    ]),
  );
}
