import { formatDuration } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { Answer } from "../core/session.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import { type Verdict, worst } from "../core/verdict.ts";
import { gridIn, pointsAt } from "./answer-points.ts";
import type { Finding } from "./finding.ts";
import { type Judgement, judgePoints, worstWords } from "./judge.ts";
import type { Point } from "./line.ts";
import { capitalise } from "./plural.ts";
import { formatBreach, holds, moreAdverse } from "./promise.ts";
import type { RawTruth } from "./raw-truth.ts";
import { clip, totalLength, unionOf } from "./spans.ts";

/** What a promql objective is judged on. */
export interface PromqlMaterial {
  readonly objective: Objective;
  readonly query: string;
  readonly answer: Answer | undefined;
  readonly raw: RawTruth | undefined;
  readonly step: Duration;
  /** Whether nothing that was measured stands behind the answer at an instant, so that the value there is not known. */
  isUnscraped(at: Instant): boolean;
  readonly minimumCoverage: number;
}

/** A finding with the two judgements that it is the worse of. */
export interface PromqlFinding {
  readonly finding: Finding;
  readonly byQuery: Verdict;
  readonly byRaw: Verdict | undefined;
}

/**
 * Judges an interval by the plan's own query and by the raw samples; the worse of the two counts.
 *
 * - What is broken is the union of what both call broken, the extreme the worse of theirs, and `because` tells these
 *   same figures; where the query alone saw less broken than the two together, it says so.
 */
export function judgePromql(material: PromqlMaterial, interval: Interval): PromqlFinding {
  const { objective, answer, raw, step } = material;
  const times = gridIn(interval, answer?.start ?? interval.start, answer?.step ?? step);
  const query = judgeQuery(material, interval, times);
  const rawPoints = raw?.linesAt(times)[0]?.points ?? [];
  const rough = raw === undefined ? undefined : judgeRaw(raw, material, interval, rawPoints);
  const verdict = rough === undefined ? query.verdict : worst([query.verdict, rough.verdict]);
  const broken = unionOf(clip([...query.broken, ...rough?.broken ?? []], interval));
  const extreme = worseExtreme(objective, query.extreme, rough?.extreme);
  const value = raw?.valueIn(interval) ?? meanOf(query.points);
  return {
    byQuery: query.verdict,
    byRaw: rough?.verdict,
    finding: {
      interval,
      verdict,
      because: becauseOf(material, interval, { query, rough, verdict, broken, extreme }),
      value,
      valueIs: raw?.valueIn(interval) === undefined ? "mean of the query's points" : raw.valueIs,
      extreme,
      broken,
      timeBroken: totalLength(broken),
      budget: raw?.budgetIn(interval),
      evidence: {
        source: `Prometheus, range answer, step ${formatDuration(answer?.step ?? step)}`,
        query: material.query,
        interval,
        samples: query.known,
        expected: query.expected,
        coverage: query.expected === 0 ? 0 : query.known / query.expected,
      },
      details: raw?.detailsIn(interval) ?? [],
    },
  };
}

interface Both {
  readonly query: QueryJudgement;
  readonly rough: RawJudgement | undefined;
  readonly verdict: Verdict;
  readonly broken: readonly Interval[];
  readonly extreme: Finding["extreme"];
}

/** Why the verdict on both judgements is what it is, with the figures of both together. */
function becauseOf(material: PromqlMaterial, interval: Interval, both: Both): string {
  const { query, rough, verdict, broken, extreme } = both;
  const { objective } = material;
  const spoken = rough !== undefined && verdict !== query.verdict ? rough : query;
  if (verdict !== "fail") return spoken.because;
  const breach = formatBreach(objective);
  const lead = spoken === rough && rough.words !== undefined ? `${rough.words}: ${breach}` : capitalise(breach);
  if (broken.length === 0) return lead;
  const whole = totalLength(broken);
  const byQuery = totalLength(clip(query.broken, interval));
  const saw = byQuery === 0 ? "nothing" : formatDuration(byQuery);
  const share = byQuery < whole ? `, of which the plan's query saw ${saw};` : ",";
  const worst = worstWords(objective, extreme).replace(/^,/, share);
  return `${lead} for ${formatDuration(whole)}${worst}${reachWords(broken, interval, material)}${query.series}`;
}

type QueryJudgement = Judgement & {
  readonly points: readonly Point[];
  /** `; the worst of 2 series`, or empty when there is one. */
  readonly series: string;
};

/** By the answer's points; with several series each must hold, and the worst counts. */
function judgeQuery(material: PromqlMaterial, interval: Interval, times: readonly number[]): QueryJudgement {
  const { objective, answer, raw } = material;
  const candidates = answer === undefined || answer.series.length === 0 ? [undefined] : answer.series;
  const judgements = candidates.map((each): QueryJudgement => {
    const points = pointsAt(each, times).map(([at, value]): Point => {
      if (material.isUnscraped(at)) return [at, null];
      return value === null && answer?.error === undefined && raw?.isSilentZero(at) ? [at, 0] : [at, value];
    });
    const series = candidates.length > 1 ? `; the worst of ${candidates.length} series` : "";
    return { points, series, ...judgePoints(points, interval, objective, material.minimumCoverage) };
  });
  const verdict = worst(judgements.map((judgement) => judgement.verdict));
  const chosen = judgements.find((judgement) => judgement.verdict === verdict) ?? judgements[0];
  if (chosen === undefined) throw new RangeError("No series was judged");
  if (answer === undefined) {
    return { ...chosen, verdict: "inconclusive", because: "Prometheus' answer to the query is not in the archive" };
  }
  if (answer.error !== undefined) {
    return { ...chosen, verdict: "inconclusive", because: `Prometheus answered with an error: ${answer.error}` };
  }
  return { ...chosen, because: chosen.because + chosen.series };
}

/**
 * What to say of an interval that broke only by what came before it: all of it lies where the query's window still looks
 * back, and the requests of the interval itself keep the promise. Empty otherwise.
 */
function reachWords(broken: readonly Interval[], interval: Interval, { objective, raw }: PromqlMaterial): string {
  const last = broken.at(-1);
  if (raw === undefined || raw.lifetime || last === undefined || last.end > interval.start + raw.window) return "";
  const own = raw.valueIn(interval);
  if (own === undefined || !holds(objective, own)) return "";
  return `; its window of ${formatDuration(raw.window)} reaches back before this interval`;
}

interface RawJudgement {
  readonly verdict: Verdict;
  readonly because: string;
  /** What to say before the breach when the verdict is theirs: "The raw samples count 30 bad of 940 requests (3.19 %)". */
  readonly words?: string;
  readonly broken: readonly Interval[];
  readonly extreme: Judgement["extreme"];
}

function judgeRaw(
  raw: RawTruth,
  material: PromqlMaterial,
  interval: Interval,
  points: readonly Point[],
): RawJudgement {
  const { objective } = material;
  const windowed = judgePoints(points, interval, objective, 0);
  const certain = raw.certainIn(interval);
  const words = raw.wordsIn(interval);
  if (certain !== undefined && !holds(objective, certain)) {
    return { ...windowed, verdict: "fail", words };
  }
  if (raw.trafficIn(interval) === 0) {
    return { verdict: "inconclusive", because: "No request was counted", broken: [], extreme: undefined };
  }
  if (raw.isWindowedSame && windowed.verdict === "fail") {
    return { ...windowed, words: "By the raw samples, births counted" };
  }
  return { verdict: "pass", because: words, broken: [], extreme: undefined };
}

function worseExtreme(objective: Objective, a: Finding["extreme"], b: Finding["extreme"]): Finding["extreme"] {
  if (a === undefined || b === undefined) return a ?? b;
  return moreAdverse(objective, a.value, b.value) === a.value ? a : b;
}

/** The mean of the known points, each standing for one step. */
function meanOf(points: readonly Point[]): number | undefined {
  const values = points.flatMap(([, value]) => value ?? []);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
