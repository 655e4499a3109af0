import { formatDuration, formatNumber, formatValue } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import { quantile, wilsonInterval } from "../core/statistics.ts";
import { type Duration, intersect, type Interval, lengthOf } from "../core/time.ts";
import type { Verdict } from "../core/verdict.ts";
import { budgetOf } from "./budget.ts";
import type { Finding, ProbeDetail, Quantile } from "./finding.ts";
import { requestsNeeded, shownQuantiles } from "./histogram.ts";
import { plural } from "./plural.ts";
import { fateOf, hasResponseTime, type ProbeRecord, sentIn } from "./probe-request.ts";
import { formatBreach, formatPromise, holds, isUpperLimit, type Promised } from "./promise.ts";
import type { ProbeRequest } from "./report.ts";
import { clip, totalLength } from "./spans.ts";

/** What a probe objective measures: the share of good requests, or a percentile of the answered ones. */
export type ProbeMeasure = Extract<Objective["indicator"], { kind: "probe" }>["measure"];

/** The requests of one interval, sorted by what became of them. */
interface Tally {
  readonly requests: readonly ProbeRequest[];
  readonly good: number;
  readonly lost: number;
  /** Answers with a bad status. */
  readonly refused: number;
  /** Latencies of those answered well or late, seconds. */
  readonly latencies: readonly number[];
  /** Requests that should have been sent and are not in the record, and those whose fate is unknown. */
  readonly missing: number;
}

/** The percentile that a measure asks for; `undefined` for the good ratio. */
export function percentileOf(measure: ProbeMeasure): number | undefined {
  return measure === "good ratio" ? undefined : Number(measure.slice(1)) / 100;
}

/** Judges a probe objective in one interval, by the moment each request was sent. */
export function judgeProbe(
  record: ProbeRecord,
  objective: Objective,
  measure: ProbeMeasure,
  interval: Interval,
  outages: readonly Interval[],
  minimumCoverage: number,
): Finding {
  const tally = tallyRequests(record, interval);
  const q = percentileOf(measure);
  const planned = Math.floor(lengthOf(intersect(interval, record.watched) ?? interval) / record.source.interval);
  const expected = Math.max(1, planned, tally.requests.length);
  const coverage = Math.min(1, tally.requests.length / expected);
  const judged = q === undefined ? judgeRatio(tally, objective) : judgePercentile(tally, objective, q);
  const enough = coverage >= minimumCoverage && tally.requests.length > 0;
  const verdict = judged.verdict === "pass" && !enough ? "inconclusive" : judged.verdict;
  const broken = clip(outages, interval).filter((outage) => lengthOf(outage) >= objective.for);
  const timeBroken = totalLength(broken);
  const outageWords = timeBroken === 0 ? "" : `; outages of ${formatDuration(timeBroken)} in all`;
  const seen = tally.good + tally.lost;
  const target = isUpperLimit(objective) ? 1 : 1 - objective.threshold;
  return {
    interval,
    verdict,
    because:
      (verdict === judged.verdict
        ? judged.because
        : `Only ${tally.requests.length} of ${expected} requests were sent: the recorder did not watch all the time`) +
      outageWords,
    value: judged.value,
    valueIs: judged.value === undefined ? absenceOf(tally, q) : figureWords(measure),
    extreme: undefined,
    broken,
    timeBroken,
    budget: q === undefined ? budgetOf(target * seen, tally.lost) : undefined,
    evidence: {
      source: `probe ${record.source.name}, requests by the moment they were sent`,
      query: undefined,
      interval,
      samples: tally.requests.length,
      expected,
      coverage,
    },
    details: [detailOf(tally)],
  };
}

function figureWords(measure: ProbeMeasure): string {
  return measure === "good ratio" ? "answered well of sent" : `${measure} of the answered requests`;
}

/** Why there is no figure. */
function absenceOf({ latencies }: Tally, q: number | undefined): string {
  if (q === undefined) return "no request was sent";
  return `p${formatNumber(q * 100)} ${quantileOf(latencies, q).because ?? "has no value"}`;
}

interface Judged {
  readonly verdict: Verdict;
  readonly because: string;
  readonly value: number | undefined;
}

/** The observed ratio decides; a pass must also hold were every missing request lost. */
function judgeRatio(tally: Tally, objective: Promised): Judged {
  const seen = tally.good + tally.lost;
  if (seen === 0) return { verdict: "inconclusive", because: "No request was sent", value: undefined };
  const value = tally.good / seen;
  const words = tally.lost === 0
    ? `All ${plural(seen, "request")} were answered well`
    : `${tally.lost} of ${plural(seen, "request")} got an error or no answer`;
  if (!holds(objective, value)) return { verdict: "fail", because: `${words}: ${formatBreach(objective)}`, value };
  if (!isUpperLimit(objective) && tally.lost === 0 && seen < requestsToShow(objective.threshold)) {
    const because = `${words}, too few to show ${formatPromise(objective)}: one lost would have broken it`;
    return { verdict: "inconclusive", because, value };
  }
  if (!holds(objective, tally.good / (seen + tally.missing))) {
    const because = `${words}, but ${plural(tally.missing, "request")} more should be on record; were they lost, ` +
      `that would be ${formatBreach(objective)}`;
    return { verdict: "inconclusive", because, value };
  }
  return { verdict: "pass", because: words, value };
}

/** With fewer requests than this a single lost one breaks the promise, so that none lost shows little. */
function requestsToShow(threshold: number): number {
  return threshold >= 1 ? 0 : Math.ceil(1 / (1 - threshold) - 1e-6);
}

/**
 * A percentile of the response times.
 *
 * - An answer with a bad status is none, however quick: it counts as slower than all others.
 * - A pass must also hold were every lost or missing request slower than all others.
 */
function judgePercentile(tally: Tally, objective: Promised, q: number): Judged {
  const { latencies, refused } = tally;
  const needed = requestsNeeded(q);
  const name = `p${formatNumber(q * 100)}`;
  if (latencies.length + refused < needed) {
    const because = `${name} needs ${needed} answered requests, there are ${latencies.length + refused}`;
    return { verdict: "inconclusive", because, value: undefined };
  }
  const value = latencies.length < needed ? undefined : quantile(latencies, q);
  const figure = value === undefined
    ? `Only ${latencies.length} of ${plural(latencies.length + refused, "answer")} had a good status`
    : `${name} of ${plural(latencies.length, "answered request")} is ${formatValue(value, objective.unit)}`;
  if (value !== undefined && !holds(objective, value)) {
    return { verdict: "fail", because: `${figure}: ${formatBreach(objective)}`, value };
  }
  if (!holds(objective, quantileBeside(latencies, refused, objective, q))) {
    const because = value === undefined
      ? `${figure}: a bad one is no answer in time, ${formatBreach(objective)}`
      : `${figure}, but ${plural(refused, "answer")} had a bad status; counted as slow: ${formatBreach(objective)}`;
    return { verdict: "fail", because, value };
  }
  const unanswered = tally.requests.length - latencies.length - refused + tally.missing;
  if (!holds(objective, quantileBeside(latencies, refused + unanswered, objective, q))) {
    const because = `${figure}, but ${plural(unanswered, "request")} had no answer; counted as slow they break it`;
    return { verdict: "inconclusive", because, value };
  }
  return value === undefined
    ? { verdict: "inconclusive", because: figure, value }
    : { verdict: "pass", because: figure, value };
}

/** The percentile were `others` more requests slower than all (or, where more is better, quicker than all). */
function quantileBeside(latencies: readonly number[], others: number, objective: Promised, q: number): number {
  const extreme = isUpperLimit(objective) ? Number.MAX_SAFE_INTEGER : 0;
  // Once most are such, more of them change no percentile from the median on.
  const length = Math.min(others, latencies.length + 1);
  return quantile([...latencies, ...Array.from({ length }, () => extreme)], q) ?? NaN;
}

function tallyRequests(record: ProbeRecord, interval: Interval): Tally {
  const requests = sentIn(record, interval);
  const watched = intersect(interval, record.watched) ?? { start: interval.end, end: interval.end };
  const fates = requests.map((request) => fateOf(record, request));
  const unknown = fates.filter((fate) => fate === "unknown").length;
  return {
    requests,
    good: fates.filter((fate) => fate === "good").length,
    lost: fates.filter((fate) => fate === "lost").length,
    refused: requests.filter(({ outcome }) => outcome === "bad status").length,
    latencies: requests.filter(hasResponseTime).map(({ latency }) => latency / 1_000),
    missing: missingIn(requests.map(({ sentAt }) => sentAt), watched, record.source.interval) + unknown,
  };
}

/** How many requests should have been sent besides these: a gap of two intervals hides one. */
function missingIn(sent: readonly number[], { start, end }: Interval, every: Duration): number {
  const first = sent[0];
  const last = sent.at(-1);
  if (first === undefined || last === undefined) return Math.floor(Math.max(0, end - start) / every);
  const atEdges = Math.floor((first - start) / every) + Math.max(0, Math.ceil((end - last) / every) - 1);
  return sent.reduce(
    (sum, at, index) => sum + Math.max(0, Math.round((at - (sent[index - 1] ?? at)) / every) - 1),
    Math.max(0, atEdges),
  );
}

function detailOf(tally: Tally): ProbeDetail {
  const seen = tally.good + tally.lost;
  return {
    kind: "probe",
    sent: tally.requests.length,
    good: tally.good,
    failed: tally.lost,
    interval95: wilsonInterval(tally.good, seen),
    quantiles: shownQuantiles.map((q) => quantileOf(tally.latencies, q)),
    longest: tally.requests.length === 0
      ? undefined
      : tally.requests.reduce((most, { latency }) => Math.max(most, latency), 0),
  };
}

/** A percentile of the answered requests, seconds; exact, so that its bounds are itself. */
function quantileOf(latencies: readonly number[], q: number): Quantile {
  const needed = requestsNeeded(q);
  const value = latencies.length < needed ? undefined : quantile(latencies, q);
  const because = value === undefined ? `needs ${needed} answered requests, has ${latencies.length}` : undefined;
  return { q, value, lower: value, upper: value, because };
}
