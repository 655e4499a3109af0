import { formatDuration } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import { quantile } from "../core/statistics.ts";
import { contains, type Duration, type Instant, type Interval } from "../core/time.ts";
import { gridIn } from "./answer-points.ts";
import type { ObjectiveReport } from "./finding.ts";
import { requestsNeeded } from "./histogram.ts";
import { extremeOf } from "./judge.ts";
import type { Line } from "./line.ts";
import type { JudgedIntervals } from "./phases.ts";
import { formatCount, plural } from "./plural.ts";
import { judgeProbe, percentileOf, type ProbeMeasure } from "./probe-finding.ts";
import { fateOf, hasResponseTime, type ProbeRecord, sentIn } from "./probe-request.ts";
import type { SessionIndex } from "./session-index.ts";
import { checked, emptyWords, untoldFinding } from "./untold-finding.ts";

/** What a probe objective is judged by: no record where the plan names no such probe. */
export interface ProbeMaterial {
  readonly measure: ProbeMeasure;
  readonly record: ProbeRecord | undefined;
  readonly outages: readonly Interval[];
}

/** Judges a probe objective in each phase and over all. */
export function reportProbeObjective(
  index: SessionIndex,
  objective: Objective,
  { measure, record, outages }: ProbeMaterial,
  { phases, overall }: JudgedIntervals,
): ObjectiveReport {
  const { step, minimumCoverage } = index.plan;
  const line = record === undefined ? undefined : lineOf(record, measure, index.interval, step);
  const judge = (interval: Interval) => {
    if (record === undefined) return untoldFinding(interval, "The plan names no such probe");
    if (interval.end <= interval.start) return untoldFinding(interval, emptyWords);
    return checked(
      () => {
        const finding = judgeProbe(record, objective, measure, interval, outages, minimumCoverage);
        const points = (line?.points ?? []).filter(([at]) => contains(interval, at));
        return { ...finding, extreme: extremeOf(points, objective) };
      },
      (words) => untoldFinding(interval, words),
    );
  };
  const whole = judge(overall);
  return {
    objective,
    line: line ?? { name: measure, labels: {}, points: [] },
    besides: [],
    overall: whole,
    phases: phases.map(({ judged }) => judge(judged)),
    doubts: record === undefined ? [] : [...openDoubts(record, overall), ...warmupDoubts(record, phases)],
  };
}

function lineOf(record: ProbeRecord, measure: ProbeMeasure, session: Interval, step: Duration): Line {
  const times = gridIn(session, session.start, step);
  const q = percentileOf(measure);
  const labels = { probe: record.source.name };
  if (q === undefined) {
    const name = `answered well of sent, per ${formatDuration(step)}`;
    return { name, labels, points: times.map((at) => [at, goodRatioIn(record, { start: at, end: at + step })]) };
  }
  const needed = requestsNeeded(q);
  const name = `${measure} of the last ${needed} requests answered well or late`;
  return { name, labels, points: times.map((at) => [at, trailingQuantile(record, at + step, needed, q)]) };
}

function goodRatioIn(record: ProbeRecord, interval: Interval): number | null {
  const fates = sentIn(record, interval).map((request) => fateOf(record, request));
  const good = fates.filter((fate) => fate === "good").length;
  const lost = fates.filter((fate) => fate === "lost").length;
  return good + lost === 0 ? null : good / (good + lost);
}

/** The percentile of the last answered requests sent before `end`, none older than what they should take to send, doubled. */
function trailingQuantile(record: ProbeRecord, end: Instant, needed: number, q: number): number | null {
  const start = end - 2 * needed * record.source.interval;
  const answered = sentIn(record, { start, end }).filter(hasResponseTime).slice(-needed);
  if (answered.length < needed) return null;
  return quantile(answered.map(({ latency }) => latency / 1_000), q) ?? null;
}

function openDoubts(record: ProbeRecord, overall: Interval): string[] {
  const requests = sentIn(record, overall);
  const unanswered = requests.filter(({ outcome }) => outcome === "unanswered");
  const unknown = unanswered.filter((request) => fateOf(record, request) === "unknown");
  if (unanswered.length === 0) return [];
  const counted = unanswered.length - unknown.length;
  return [
    `${plural(unanswered.length, "request")} of probe ${record.source.name} had no answer when the record ended: ` +
    `${counted} counted as lost, ${unknown.length} too young to tell and left out`,
  ];
}

/** What a phase's warm-up hides: a request tells of the moment it was sent, whatever windows need. */
function warmupDoubts(record: ProbeRecord, phases: JudgedIntervals["phases"]): string[] {
  return phases.flatMap(({ name, interval, judged }) => {
    const sent = sentIn(record, { start: interval.start, end: judged.start });
    const lost = sent.filter((request) => fateOf(record, request) === "lost");
    if (lost.length === 0) return [];
    return [
      `${plural(lost.length, "request")} of ${formatCount(sent.length)} that probe ${record.source.name} sent in the ` +
      `warm-up of "${name}" failed: the verdict of that phase leaves them out`,
    ];
  });
}
