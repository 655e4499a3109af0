import { formatDuration } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { Interval } from "../core/time.ts";
import { verdictWords } from "../core/verdict.ts";
import { capPass } from "./cap-pass.ts";
import { checkAnswer } from "./check-answers.ts";
import { findRawTruth } from "./find-raw-truth.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import type { Finding, ObjectiveReport } from "./finding.ts";
import { judgedSeries } from "./judged-series.ts";
import { lossesOf } from "../promql/lack.ts";
import type { Line, Point } from "./line.ts";
import type { JudgedIntervals, Phase } from "./phases.ts";
import { enumerate } from "../core/enumerate.ts";
import { judgePromql, type PromqlFinding, type PromqlMaterial } from "./promql-finding.ts";
import { holds } from "./promise.ts";
import type { RawTruth } from "./raw-truth.ts";
import { earlyRefusal, type Reading, readingOf } from "./reading.ts";
import type { SessionIndex } from "./session-index.ts";
import { sightOf } from "./source-sight.ts";
import { unaskedBefore, unseenInstance } from "./target-gaps.ts";
import { differenceDoubt, sourceWords } from "./truth-words.ts";
import { unmatchedZero } from "./unmatched-zero.ts";
import { checked, emptyWords, untoldFinding } from "./untold-finding.ts";

/** Judges a PromQL objective in each phase and over all. */
export function reportPromql(
  index: SessionIndex,
  objective: Objective,
  query: string,
  { phases, overall }: JudgedIntervals,
): ObjectiveReport {
  const answer = index.answerTo(query);
  const reading = readingOf(index, query);
  const { expr, times, isLacking } = reading;
  const check = answer && checkAnswer(index, answer);
  const isJudged = expr !== undefined && !isLacking;
  const unmatched = isJudged ? checked(() => unmatchedZero(index, expr), (words) => words) : undefined;
  const counted = isJudged && unmatched === undefined
    ? checked<Counted>(
      () => ({ raw: findRawTruth(index, objective, expr, times), fault: undefined }),
      (words) => ({ raw: undefined, fault: words }),
    )
    : { raw: undefined, fault: undefined };
  const { raw, fault } = counted;
  const sight = checked(() => sightOf(index, expr), () => ({ series: [], isSeen: () => false }));
  const material: PromqlMaterial = {
    objective,
    query,
    times,
    judged: judgedSeries(reading, answer, check),
    isAnswered: answer !== undefined,
    refusal: reading.refusal ?? earlyRefusal(index, reading),
    source: sourceWords(reading, check?.truth),
    raw,
    minimumCoverage: index.plan.minimumCoverage,
    isUnscraped: (at) => unmatched !== undefined || index.isUnscraped(at) || !sight.isSeen(at),
  };
  const judge = (interval: Interval): PromqlFinding =>
    checked(
      () => {
        if (interval.end <= interval.start) return untold(interval, emptyWords);
        const found = judgePromql(material, interval);
        return capPass(found, [fault, ...capsOf(index, { reading, material, series: sight.series }, found.finding)]);
      },
      (words) => untold(interval, words),
    );
  const findings = phases.map(({ judged }) => judge(judged));
  const whole = judge(overall);
  const { line, count } = lineOf(index, material);
  return {
    objective,
    line,
    besides: raw?.lines ?? [],
    overall: whole.finding,
    phases: findings.map(({ finding }) => finding),
    doubts: [
      ...material.refusal === undefined ? [] : [material.refusal],
      ...differenceDoubt(check?.truth, "the worse of both counts"),
      ...unmatched === undefined ? [] : [unmatched],
      ...raw?.lifetime ? [lifetimeWords(raw)] : [],
      ...raw !== undefined && !raw.lifetime && phases.length > 1 && index.plan.warmup < raw.window
        ? [reachWords(raw, index.plan.warmup)]
        : [],
      ...count > 1 ? [`The query answers with ${count} series; each must hold, and the worst counts`] : [],
      ...differences(phases, findings),
      ...raw?.doubtsIn(overall) ?? [],
      ...betweenBounds(whole),
      ...(answer?.warnings ?? reading.warnings).map((warning) => `Prometheus warned: ${warning}`),
    ],
  };
}

/** What the raw samples say, or why they could not be counted. */
interface Counted {
  readonly raw: RawTruth | undefined;
  readonly fault: string | undefined;
}

/** What a finding is held against before it may be a pass. */
interface Doubted {
  readonly reading: Reading;
  readonly material: PromqlMaterial;
  readonly series: Parameters<typeof unseenInstance>[1];
}

/** Why a pass cannot be one. */
function capsOf(
  index: SessionIndex,
  { reading: { query, expr }, material, series }: Doubted,
  { interval, evidence }: Finding,
): (string | undefined)[] {
  const answer = index.answerTo(query);
  const [warning] = answer?.warnings ?? [];
  const [loss] = answer === undefined && expr !== undefined ? lossesOf(index.holdings, expr) : [];
  return [
    answer?.error === undefined ? undefined : `Prometheus answered with an error: ${answer.error}`,
    warning === undefined ? undefined : `Prometheus warned that its answer may not be whole: ${warning}`,
    loss === undefined ? undefined : `The recorder warned: ${loss}`,
    evidence.expected < 2 ? "Only one point of the query falls into this interval, too few to judge it by" : undefined,
    unseenInstance(index, series, interval, material.minimumCoverage),
    // Where Prometheus itself answered, its answer stands beside what the samples say.
    answer === undefined ? unaskedBefore(index, series, interval, material.raw?.window ?? 0) : undefined,
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

function untold(interval: Interval, words: string): PromqlFinding {
  return { finding: untoldFinding(interval, words), byQuery: "inconclusive", byRaw: undefined };
}

/** The query's series, of several the one with the most violating points, and how many there are. */
function lineOf(
  index: SessionIndex,
  { objective, query, judged, times }: PromqlMaterial,
): { line: Line; count: number } {
  const lines = judged.series.filter(({ by }) => by === "archive").map(({ labels, valueAt }) => {
    const points = times.map((at): Point => [at, index.isUnscraped(at) ? null : valueAt(at)]);
    const violations = points.filter(([, value]) => value !== null && !holds(objective, value)).length;
    return { points, labels, violations };
  });
  const worst = lines.toSorted((a, b) => b.violations - a.violations)[0];
  return {
    line: { name: query, labels: worst?.labels ?? {}, points: worst?.points ?? times.map((at) => [at, null]) },
    count: lines.length,
  };
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
    "the first points of a phase still tell of the phase before; " +
    `"warmup: ${formatDurationLiteral(window)}" in the plan or in an objectives file leaves them out`;
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
