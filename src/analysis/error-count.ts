import { formatDuration, formatValue } from "../core/format.ts";
import { formatLabels } from "../core/labels.ts";
import type { Objective } from "../core/plan.ts";
import { wilsonInterval } from "../core/statistics.ts";
import { contains, type Instant, type Interval } from "../core/time.ts";
import { matchesLabels, metricOf } from "../promql/selectors.ts";
import type { Ratio } from "../promql/shape.ts";
import { budgetOf } from "./budget.ts";
import type { Counter } from "./counter.ts";
import type { CountsDetail } from "./finding.ts";
import { firstAt } from "./first-at.ts";
import { formatCount, plural } from "./plural.ts";
import { isUpperLimit } from "./promise.ts";
import { defaultWindow, type RawTruth, windowBefore } from "./raw-truth.ts";
import type { SessionIndex } from "./session-index.ts";
import { growthIn, tallyOf, unseenTally } from "./tally.ts";
import { unknownBirths, unknownIn } from "./unknown-births.ts";

/**
 * A ratio of requests counted from the raw samples, births and resets included.
 *
 * - `undefined` when the denominator's series are not archived.
 * - For an objective such as "good answers ≥ 99 %" the numerator counts the good ones, and `bad` is the rest.
 */
export function countRequests(index: SessionIndex, ratio: Ratio, objective: Objective): RawTruth | undefined {
  const metric = metricOf(ratio.denominator) ?? "";
  const part = index.countersOf(metricOf(ratio.numerator) ?? "", (labels) => matchesLabels(ratio.numerator, labels));
  const whole = index.countersOf(metric, (labels) => matchesLabels(ratio.denominator, labels));
  if (whole.length === 0) return undefined;
  const partTally = tallyOf(part);
  const wholeTally = tallyOf(whole);
  const partUnseen = unseenTally(part);
  const wholeUnseen = unseenTally(whole);
  const badIsPart = isUpperLimit(objective);
  const window = ratio.window ?? defaultWindow;

  const detailIn = (interval: Interval): CountsDetail => {
    const total = growthIn(wholeTally, interval);
    const counted = growthIn(partTally, interval);
    const born = growthIn(partUnseen, interval);
    return {
      kind: "counts",
      metric,
      bad: badIsPart ? counted : Math.max(0, total - counted),
      total,
      ratio: total === 0 ? undefined : counted / total,
      unseen: badIsPart ? born : Math.max(0, growthIn(wholeUnseen, interval) - born),
      born: bornIn(badIsPart ? part : whole, interval),
      interval95: wilsonInterval(counted, total),
    };
  };
  const valueIn = (interval: Interval) => {
    const total = growthIn(wholeTally, interval);
    return total === 0 ? undefined : growthIn(partTally, interval) / total * ratio.scale;
  };
  return {
    window,
    lifetime: ratio.window === undefined,
    isWindowedSame: ratio.window !== undefined,
    valueIs: badIsPart ? "failed of counted, births included" : "good of counted, births included",
    trafficIn: (interval) => growthIn(wholeTally, interval),
    valueIn,
    certainIn: valueIn,
    pessimistIn(interval) {
      const ownUnknown = unknownIn(part, interval);
      const unknown = badIsPart ? ownUnknown : Math.max(0, unknownIn(whole, interval) - ownUnknown);
      if (unknown === 0) return undefined;
      const counted = growthIn(partTally, interval) + (badIsPart ? unknown : 0);
      return counted / (growthIn(wholeTally, interval) + unknown) * ratio.scale;
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
    isSilentZero(at) {
      const inWindow = windowBefore(at, window);
      return badIsPart && !part.some((counter) => hasSampleIn(counter, inWindow)) && growthIn(wholeTally, inWindow) > 0;
    },
    linesAt(times) {
      const name = `ratio from the raw samples, births counted, over ${formatDuration(window)}`;
      return [{ name, labels: {}, points: times.map((at) => [at, valueIn(windowBefore(at, window)) ?? null]) }];
    },
    doubtsIn: (interval) => doubtsOf(detailIn(interval), [...new Set([...part, ...whole])], badIsPart),
  };
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

function hasSampleIn({ times }: { times: Float64Array }, { start, end }: { start: Instant; end: Instant }): boolean {
  return firstAt(times, start) < firstAt(times, end);
}
