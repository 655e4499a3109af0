import { formatDuration } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { Interval } from "../core/time.ts";
import { verdictWords } from "../core/verdict.ts";
import { gridIn, gridOf, pointsAt } from "./answer-points.ts";
import { findRawTruth } from "./find-raw-truth.ts";
import type { ObjectiveReport } from "./finding.ts";
import type { Line } from "./line.ts";
import type { Phase } from "./phases.ts";
import { enumerate } from "./plural.ts";
import { judgePromql, type PromqlFinding, type PromqlMaterial } from "./promql-finding.ts";
import { holds } from "./promise.ts";
import type { RawTruth } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";
import { checked, emptyWords, untoldFinding } from "./untold-finding.ts";

/** Judges a PromQL objective in each phase and over all. */
export function reportPromql(
  index: SessionIndex,
  objective: Objective,
  query: string,
  phases: readonly Phase[],
  overall: Interval,
): ObjectiveReport {
  const { step, minimumCoverage, warmup } = index.session.head.plan;
  const answer = index.answerTo(query);
  const raw = checked(() => findRawTruth(index, objective, query), () => undefined);
  const { isUnscraped } = index;
  const material: PromqlMaterial = { objective, query, answer, raw, step, minimumCoverage, isUnscraped };
  const judge = (interval: Interval): PromqlFinding =>
    checked(
      () => interval.end > interval.start ? judgePromql(material, interval) : untold(interval, emptyWords),
      (words) => untold(interval, words),
    );
  const findings = phases.map(({ judged }) => judge(judged));
  const whole = judge(overall);
  const times = answer === undefined ? gridIn(index.interval, index.interval.start, step) : gridOf(answer);
  return {
    objective,
    line: lineOf(material, times),
    besides: raw?.linesAt(times) ?? [],
    overall: whole.finding,
    phases: findings.map(({ finding }) => finding),
    doubts: [
      ...raw?.lifetime ? [lifetimeWords(raw)] : [],
      ...raw !== undefined && !raw.lifetime && phases.length > 1 && warmup < raw.window
        ? [reachWords(raw, warmup)]
        : [],
      ...answer !== undefined && answer.series.length > 1
        ? [`The query answers with ${answer.series.length} series; each must hold, and the worst counts`]
        : [],
      ...differences(phases, findings),
      ...raw?.doubtsIn(overall) ?? [],
      ...betweenBounds(whole),
      ...(answer?.warnings ?? []).map((warning) => `Prometheus warned: ${warning}`),
    ],
  };
}

function untold(interval: Interval, words: string): PromqlFinding {
  return { finding: untoldFinding(interval, words), byQuery: "inconclusive", byRaw: undefined };
}

/** The answer's series; of several the one with the most violating points. */
function lineOf({ objective, answer, query }: PromqlMaterial, times: readonly number[]): Line {
  const lines = (answer?.series ?? []).map((series) => {
    const points = pointsAt(series, times);
    const violations = points.filter(([, value]) => value !== null && !holds(objective, value)).length;
    return { points, labels: series.labels, violations };
  });
  const worst = lines.toSorted((a, b) => b.violations - a.violations)[0];
  return { name: query, labels: worst?.labels ?? {}, points: worst?.points ?? pointsAt(undefined, times) };
}

function lifetimeWords(raw: RawTruth): string {
  return "The query divides counters without rate() or increase(): its value is the average since the proxy started, " +
    "so the longer that runs, the less a failure moves it, and after a failure it only falls. " +
    `The figures over ${formatDuration(raw.window)} beside it come from the raw samples, and the verdict counts them`;
}

function reachWords({ window }: RawTruth, warmup: number): string {
  return `The query looks back over ${formatDuration(window)} and ${
    warmup === 0 ? "no warm-up is left out" : `the warm-up is ${formatDuration(warmup)}`
  }: ` +
    "the first points of a phase still tell of the phase before";
}

function differences(phases: readonly Phase[], findings: readonly PromqlFinding[]): string[] {
  const unlike = findings.flatMap(({ byQuery, byRaw, finding }, index) => {
    if (byRaw === undefined || byRaw === byQuery || finding.verdict === byQuery) return [];
    return [
      `in "${phases[index]?.name}" the query says "${verdictWords[byQuery].word}", the raw samples say "${
        verdictWords[byRaw].word
      }"`,
    ];
  });
  return unlike.length === 0
    ? []
    : [`The plan's query and the raw samples differ: ${enumerate(unlike)}; the worse counts`];
}

function betweenBounds({ finding }: PromqlFinding): string[] {
  return finding.details.flatMap((detail) => {
    if (detail.kind !== "latency" || detail.thresholdBetween === undefined) return [];
    const [lower, upper] = detail.thresholdBetween;
    const above = Number.isFinite(upper) ? `${upper} s` : "infinity";
    return [
      `The threshold lies between the histogram's bounds ${lower} s and ${above}: ` +
      "which share of requests keeps it cannot be known",
    ];
  });
}
