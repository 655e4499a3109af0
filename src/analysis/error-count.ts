import { formatDuration, formatValue } from "../core/format.ts";
import { formatLabels } from "../core/labels.ts";
import type { Objective } from "../core/plan.ts";
import { wilsonInterval } from "../core/statistics.ts";
import { contains, type Duration, type Instant, type Interval } from "../core/time.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import { printSelector } from "../promql/print.ts";
import { metricOf } from "../promql/selectors.ts";
import type { Ratio } from "../promql/shape.ts";
import { budgetOf } from "./budget.ts";
import type { Counter } from "./counter.ts";
import { countAt, countLine, growthOf, windowOver } from "./counting.ts";
import type { CountsDetail } from "./finding.ts";
import { formatCount, plural } from "./plural.ts";
import { isUpperLimit } from "./promise.ts";
import { defaultWindow, noRequest, type RawTruth } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";
import { unknownBirths, unknownIn, unseenIn } from "./unknown-births.ts";

/**
 * A ratio of requests counted from the raw samples, births and resets included.
 *
 * - `undefined` when the denominator's series are not archived.
 * - For an objective such as "good answers ≥ 99 %" the numerator counts the good ones, and `bad` is the rest.
 */
export function countRequests(
  index: SessionIndex,
  ratio: Ratio,
  objective: Objective,
  times: readonly Instant[],
): RawTruth | undefined {
  const metric = metricOf(ratio.denominator) ?? "";
  const part = index.countersOf(ratio.numerator);
  const whole = index.countersOf(ratio.denominator);
  if (whole.length === 0) return undefined;
  const badIsPart = isUpperLimit(objective);
  const window = ratio.window ?? defaultWindow;
  const partQuery = (over: Duration) => `sum(${growthOf(ratio.numerator, over)})`;
  const wholeQuery = (over: Duration) => `sum(${growthOf(ratio.denominator, over)})`;
  /** Without any of its series the numerator has counted nothing. */
  const ratioQuery = (over: Duration) => `(${partQuery(over)} or vector(0)) / ${wholeQuery(over)}`;
  const growthIn = (query: (over: Duration) => string, interval: Interval) => {
    const over = windowOver(interval);
    return countAt(index, query(over.window), over.at) ?? 0;
  };

  const detailIn = (interval: Interval): CountsDetail => {
    const total = growthIn(wholeQuery, interval);
    const counted = growthIn(partQuery, interval);
    const born = unseenIn(part, interval);
    const over = windowOver(interval);
    return {
      kind: "counts",
      metric,
      bad: badIsPart ? counted : Math.max(0, total - counted),
      total,
      ratio: total === 0 ? undefined : counted / total,
      unseen: badIsPart ? born : Math.max(0, unseenIn(whole, interval) - born),
      born: bornIn(badIsPart ? part : whole, interval),
      interval95: wilsonInterval(counted, total),
      queries: [
        { words: badIsPart ? "bad" : "good", query: partQuery(over.window), at: over.at },
        { words: "requests", query: wholeQuery(over.window), at: over.at },
      ],
    };
  };
  const valueIn = (interval: Interval) => {
    const total = growthIn(wholeQuery, interval);
    return total === 0 ? undefined : growthIn(partQuery, interval) / total * ratio.scale;
  };
  return {
    window,
    lifetime: ratio.window === undefined,
    isWindowedSame: ratio.window !== undefined,
    valueIs: badIsPart ? "failed of counted, births included" : "good of counted, births included",
    trafficIn: (interval) => growthIn(wholeQuery, interval),
    valueIn,
    absenceIn: () => noRequest,
    certainIn: valueIn,
    pessimistIn(interval) {
      const ownUnknown = unknownIn(part, interval);
      const unknown = badIsPart ? ownUnknown : Math.max(0, unknownIn(whole, interval) - ownUnknown);
      if (unknown === 0) return undefined;
      const counted = growthIn(partQuery, interval) + (badIsPart ? unknown : 0);
      return counted / (growthIn(wholeQuery, interval) + unknown) * ratio.scale;
    },
    wordsIn(interval) {
      const { bad, total } = detailIn(interval);
      return `The raw samples count ${formatCount(bad)} bad of ${plural(total, "request")}${
        total === 0 ? "" : ` (${formatValue(bad / total, "ratio")})`
      }`;
    },
    detailsIn: (interval) => [detailIn(interval)],
    budgetIn(interval) {
      const { bad, total } = detailIn(interval);
      const target = objective.threshold / ratio.scale;
      return budgetOf((badIsPart ? target : 1 - target) * total, bad);
    },
    isSilentZero: badIsPart ? silentZeros(index, ratio, { whole: wholeQuery(window), window, times }) : () => false,
    lines: [countLine(
      index,
      `ratio from the raw samples, births counted, over ${formatDuration(window)}`,
      ratio.scale === 1 ? ratioQuery(window) : `${ratioQuery(window)} * ${ratio.scale}`,
      times,
    )],
    doubtsIn: (interval) => doubtsOf(detailIn(interval), [...new Set([...part, ...whole])], badIsPart),
  };
}

/** Where requests were counted in the window and no series of the numerator has a sample in it. */
function silentZeros(
  index: SessionIndex,
  { numerator }: Ratio,
  { whole, window, times }: { readonly whole: string; readonly window: Duration; readonly times: readonly Instant[] },
): RawTruth["isSilentZero"] {
  const present = `group(present_over_time(${printSelector(numerator)}[${formatDurationLiteral(window)}]))`;
  const { points } = countLine(index, "", `${whole} > 0 unless ${present}`, times);
  const silent = new Set(points.flatMap(([at, value]) => value === null ? [] : [at]));
  return (at) => silent.has(at);
}

function doubtsOf(detail: CountsDetail, counters: readonly Counter[], badIsPart: boolean): string[] {
  const doubts: string[] = [];
  if (detail.unseen > 0 && badIsPart) {
    doubts.push(
      `${formatCount(detail.unseen)} of ${
        plural(detail.bad, "bad request")
      } cannot be seen by rate() and increase(): ` +
        `a series was born with ${Math.round(detail.unseen) === 1 ? "it" : "them"}; the verdict counts every one`,
    );
  }
  return [...doubts, ...unknownBirths(detail.metric, counters)];
}

function bornIn(counters: readonly Counter[], interval: Interval): string[] {
  return counters
    .filter(({ birth }) => birth !== undefined && birth.kind !== "before" && contains(interval, birth.at))
    .map(({ labels }) => formatLabels(labels));
}
