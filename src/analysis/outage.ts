import type { Duration, Instant, Interval } from "../core/time.ts";
import { fateOf, type ProbeRecord } from "./probe-request.ts";

/**
 * The outages of a probe: from the first lost request to the first good one sent after the last, by time sent.
 *
 * - Good requests in between belong to the same outage while they span less than `joinedWithin`: with half of the
 *   replicas dead every other request is answered well.
 * - An outage that no good request ends, or that ended less than `joinedWithin` before the record did, lasts until `end`.
 * - Requests whose fate is unknown neither begin nor end one.
 */
export function findOutages(record: ProbeRecord, end: Instant): Interval[] {
  const patience = joinedWithin(record.source.interval);
  const outages: Interval[] = [];
  let start: Instant | undefined;
  let recovered: Instant | undefined;
  for (const request of record.requests) {
    const fate = fateOf(record, request);
    if (fate === "good") {
      if (start !== undefined) recovered ??= request.sentAt;
    } else if (fate === "lost") {
      if (start !== undefined && recovered !== undefined && request.sentAt - recovered >= patience) {
        outages.push({ start, end: recovered });
        start = undefined;
      }
      start ??= request.sentAt;
      recovered = undefined;
    }
  }
  const isOver = recovered !== undefined && end - recovered >= patience;
  if (start !== undefined) {
    outages.push({ start, end: isOver && recovered !== undefined ? recovered : Math.max(end, start) });
  }
  return outages;
}

/** How long answers must be good again before an outage is over: two seconds or eight requests, whichever is longer. */
export function joinedWithin(interval: Duration): Duration {
  return Math.max(2_000, 8 * interval);
}
