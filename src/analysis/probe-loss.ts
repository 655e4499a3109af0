import type { Interval } from "../core/time.ts";
import { joinedWithin } from "./outage.ts";
import { fateOf, type ProbeRecord, sentIn } from "./probe-request.ts";
import type { ProbeLoss, ProbeRequest } from "./report.ts";

/** What a probe lost of the requests sent within an interval. */
export function lossIn(record: ProbeRecord, interval: Interval): ProbeLoss {
  const requests = sentIn(record, interval);
  const lost = requests.filter((request) => fateOf(record, request) === "lost");
  return {
    probe: record.source.name,
    sent: requests.length,
    lost: lost.length,
    firstLost: lost[0]?.sentAt,
    lastLost: lost.at(-1)?.sentAt,
    ...lost.length === 0 ? {} : { sentBetween: requests.filter(isBetween(lost[0], lost.at(-1))).length },
    longest: lost.length === 0 ? undefined : lost.reduce((most, { latency }) => Math.max(most, latency), 0),
  };
}

function isBetween(
  first: ProbeRequest | undefined,
  last: ProbeRequest | undefined,
): (request: ProbeRequest) => boolean {
  return ({ sentAt }) => sentAt >= (first?.sentAt ?? Infinity) && sentAt <= (last?.sentAt ?? -Infinity);
}

/**
 * The first request sent after the last lost one that was answered well; `undefined` when the interval ends before it
 * is sure that answers stay good.
 */
export function goodAfter(record: ProbeRecord, at: number, interval: Interval): number | undefined {
  const again = sentIn(record, { start: at, end: interval.end })
    .find((request) => request.sentAt > at && fateOf(record, request) === "good")?.sentAt;
  const isSure = again !== undefined && interval.end - again >= joinedWithin(record.source.interval);
  return isSure ? again : undefined;
}
