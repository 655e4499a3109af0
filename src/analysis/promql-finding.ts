import { capitalise } from "../core/capitalise.ts";
import { formatDuration } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import { contains, type Instant, type Interval } from "../core/time.ts";
import { type Verdict, worst } from "../core/verdict.ts";
import type { Finding, PrometheusWord } from "./finding.ts";
import { type Judgement, judgePoints, worstWords } from "./judge.ts";
import type { Judged, JudgedSeries } from "./judged-series.ts";
import type { Point } from "./line.ts";
import { plural } from "./plural.ts";
import { formatBreach, holds, moreAdverse } from "./promise.ts";
import { noRequest, type RawTruth } from "./raw-truth.ts";
import { clip, totalLength, unionOf } from "./spans.ts";

/** What a promql objective is judged on. */
export interface PromqlMaterial {
  readonly objective: Objective;
  readonly query: string;
  /** The grid of the query over the whole session. */
  readonly times: readonly Instant[];
  readonly judged: Judged;
  /** Whether Prometheus itself was asked. */
  readonly isAnswered: boolean;
  /** Why the points of the query cannot say that the promise was kept. */
  readonly refusal: string | undefined;
  /** Where the points come from, in words. */
  readonly source: string;
  readonly raw: RawTruth | undefined;
  /** Whether nothing that was measured stands behind the value at an instant, so that it is not known. */
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
 * - Where Prometheus' own answer differs from what the archived samples give, both must hold, and `because` says so.
 */
export function judgePromql(material: PromqlMaterial, interval: Interval): PromqlFinding {
  const { objective, raw, judged } = material;
  const times = material.times.filter((at) => contains(interval, at));
  const lead = material.times.findLast((at) => at < interval.start);
  const query = judgeQuery(material, interval, { lead, times });
  const rawPoints = (raw?.lines[0]?.points ?? []).filter(([at]) => at === lead || contains(interval, at));
  const rough = raw === undefined ? undefined : judgeRaw(raw, material, interval, rawPoints);
  const verdict = rough === undefined ? query.verdict : worst([query.verdict, rough.verdict]);
  const broken = unionOf(clip([...query.broken, ...rough?.broken ?? []], interval));
  const extreme = worseExtreme(objective, query.extreme, rough?.extreme);
  const figure = figureOf(raw, interval, query.points);
  const differing = times.filter((at) => judged.differsAt.has(at)).length;
  const because = becauseOf(material, interval, { query, rough, verdict, broken, extreme });
  return {
    byQuery: query.verdict,
    byRaw: rough?.verdict,
    finding: {
      interval,
      verdict,
      because: differing === 0
        ? because
        : `${because}; Prometheus' own answer differs at ${
          plural(differing, "instant")
        } of this interval, and the worse of both counts`,
      ...figure,
      extreme,
      broken,
      timeBroken: totalLength(broken),
      budget: raw?.budgetIn(interval),
      evidence: {
        source: material.source,
        query: material.query,
        interval,
        samples: query.known,
        expected: query.expected,
        coverage: query.expected === 0 ? 0 : query.known / query.expected,
        ...material.isAnswered ? { prometheus: wordOf(judged, query.labels, times, differing) } : {},
      },
      details: raw?.detailsIn(interval) ?? [],
    },
  };
}

/** By the raw samples wherever they are asked, and never by the points instead: the cells of a row are of one kind. */
function figureOf(
  raw: RawTruth | undefined,
  interval: Interval,
  points: readonly Point[],
): Pick<Finding, "value" | "valueIs"> {
  const value = raw === undefined ? meanOf(points) : raw.valueIn(interval);
  if (value !== undefined) return { value, valueIs: raw?.valueIs ?? "mean of the query's points" };
  return { value, valueIs: raw?.absenceIn(interval) ?? "the query has no value in this interval" };
}

function wordOf(
  judged: Judged,
  labels: JudgedSeries["labels"],
  times: readonly Instant[],
  differing: number,
): PrometheusWord {
  const known = times.flatMap((at) => {
    const value = judged.prometheusAt(labels, at);
    return value === null ? [] : [{ at, value }];
  });
  return { last: known.at(-1), points: known.length, differing };
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
  readonly labels: JudgedSeries["labels"];
  readonly by: JudgedSeries["by"];
  readonly points: readonly Point[];
  /** `; the worst of 2 series`, or empty when there is one. */
  readonly series: string;
};

/** Stands for a query that has no series. */
const valueless: JudgedSeries = { labels: {}, by: "archive", valueAt: () => null };

/**
 * By the query's points; with several series each must hold, and the worst counts. What Prometheus' own answer breaks, where
 * it differs, is broken too.
 */
function judgeQuery(
  material: PromqlMaterial,
  interval: Interval,
  { lead, times }: { readonly lead: Instant | undefined; readonly times: readonly Instant[] },
): QueryJudgement {
  const { objective, judged, raw, refusal } = material;
  const count = Math.max(
    ...(["archive", "prometheus"] as const).map((by) => judged.series.filter((each) => each.by === by).length),
  );
  const isEmpty = !judged.series.some(({ by }) => by === "archive");
  const judgements = [...isEmpty ? [valueless] : [], ...judged.series].map((each): QueryJudgement => {
    const pointAt = (at: Instant): Point => {
      if (material.isUnscraped(at)) return [at, null];
      const value = each.valueAt(at);
      return value === null && refusal === undefined && raw?.isSilentZero(at) ? [at, 0] : [at, value];
    };
    const points = times.map(pointAt);
    const led = lead === undefined ? points : [pointAt(lead), ...points];
    const series = `${count > 1 ? `; the worst of ${count} series` : ""}${
      each.by === "prometheus" ? "; by Prometheus' own answer" : ""
    }`;
    const judgement = judgePoints(led, interval, objective, material.minimumCoverage);
    return { labels: each.labels, by: each.by, points, series, ...judgement };
  });
  const verdict = worst(judgements.map((judgement) => judgement.verdict));
  const chosen = judgements.find((judgement) => judgement.verdict === verdict) ?? judgements[0];
  if (chosen === undefined) throw new RangeError("No series was judged");
  const both = [chosen, ...judgements.filter(({ by }) => by === "prometheus")];
  const broken = unionOf(both.flatMap((judgement) => judgement.broken));
  const extreme = both.map((judgement) => judgement.extreme).reduce((a, b) => worseExtreme(objective, a, b));
  if (refusal !== undefined && verdict !== "fail") return { ...chosen, verdict: "inconclusive", because: refusal };
  return { ...chosen, broken, extreme, because: chosen.because + chosen.series };
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
  if (raw.isWindowedSame && windowed.verdict === "fail") {
    return { ...windowed, words: "By the raw samples, births counted" };
  }
  if (raw.trafficIn(interval) === 0) {
    return { verdict: "inconclusive", because: capitalise(noRequest), broken: [], extreme: undefined };
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
