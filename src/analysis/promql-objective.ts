import { formatDuration } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { Instant, Interval } from "../core/time.ts";
import { verdictWords } from "../core/verdict.ts";
import type { Expr } from "../promql/ast.ts";
import { parseQuery } from "../promql/parse.ts";
import { gridIn, gridOf, pointsAt } from "./answer-points.ts";
import { capPass } from "./cap-pass.ts";
import { findRawTruth } from "./find-raw-truth.ts";
import type { Finding, ObjectiveReport } from "./finding.ts";
import type { Line } from "./line.ts";
import type { Phase } from "./phases.ts";
import { enumerate } from "./plural.ts";
import { judgePromql, type PromqlFinding, type PromqlMaterial } from "./promql-finding.ts";
import { holds } from "./promise.ts";
import type { RawTruth } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";
import { sightOf, type SourceSight } from "./source-sight.ts";
import { unseenInstance } from "./target-gaps.ts";
import { unmatchedZero } from "./unmatched-zero.ts";
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
  const expr = readQuery(query);
  const unmatched = expr === undefined ? undefined : checked(() => unmatchedZero(index, expr), (words) => words);
  const raw = unmatched === undefined
    ? checked(() => findRawTruth(index, objective, query), () => undefined)
    : undefined;
  const sight = checked(() => sightOf(index, expr), () => ({ series: [], isSeen: () => false }));
  const isUnscraped = (at: Instant) => unmatched !== undefined || index.isUnscraped(at) || !sight.isSeen(at);
  const material: PromqlMaterial = { objective, query, answer, raw, step, minimumCoverage, isUnscraped };
  const capped = (found: PromqlFinding): PromqlFinding => capPass(found, capsOf(index, material, sight, found.finding));
  const judge = (interval: Interval): PromqlFinding =>
    checked(
      () => interval.end > interval.start ? capped(judgePromql(material, interval)) : untold(interval, emptyWords),
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
      ...unmatched === undefined ? [] : [unmatched],
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

/** Why a pass cannot be one. */
function capsOf(
  index: SessionIndex,
  material: PromqlMaterial,
  { series }: SourceSight,
  { interval, evidence }: Finding,
): (string | undefined)[] {
  const { answer, minimumCoverage } = material;
  const [warning] = answer?.warnings ?? [];
  return [
    warning === undefined ? undefined : `Prometheus warned that its answer may not be whole: ${warning}`,
    evidence.expected < 2 ? "Only one point of the query falls into this interval, too few to judge it by" : undefined,
    unseenInstance(index, series, interval, minimumCoverage),
    unknownPast(material, interval),
  ];
}

function unknownPast({ objective, raw }: PromqlMaterial, interval: Interval): string | undefined {
  const value = raw?.pessimistIn?.(interval);
  return value === undefined || holds(objective, value)
    ? undefined
    : "A series began in this interval with a count whose past is not known; were it of this interval, it would break " +
      "the promise";
}

function readQuery(query: string): Expr | undefined {
  try {
    return parseQuery(query);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
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
