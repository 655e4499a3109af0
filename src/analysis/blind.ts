import type { FactOf } from "../core/fact.ts";
import type { Interval } from "../core/time.ts";
import type { BlindReport } from "./report.ts";

/**
 * The stretches in which a source did not answer, from the last instant that it was seen well.
 *
 * - A new reason during a stretch begins another: "no answer" and then "no leader" are two facts.
 * - A stretch that never ends lasts until the session does.
 */
export function findBlinds(facts: readonly FactOf<"blind">[], session: Interval): BlindReport[] {
  const open = new Map<string, { start: number; reason: string }>();
  const blinds: BlindReport[] = [];
  const close = (source: string, end: number) => {
    const begun = open.get(source);
    open.delete(source);
    if (begun === undefined || end <= begun.start) return;
    blinds.push({ source, interval: { start: begun.start, end }, reason: begun.reason });
  };
  for (const fact of facts) {
    const before = open.get(fact.source);
    const reason = fact.reason ?? before?.reason ?? "no answer";
    if (fact.blind && before?.reason === reason) continue;
    close(fact.source, fact.at);
    if (fact.blind) open.set(fact.source, { start: before === undefined ? fact.since ?? fact.at : fact.at, reason });
  }
  for (const source of [...open.keys()]) close(source, session.end);
  return blinds.sort((a, b) => a.interval.start - b.interval.start);
}

/** Whether a source of a fact is the Docker source of that name: it is written `manager` or `docker:manager`. */
export function isDocker(source: string, name: string): boolean {
  return source === name || source === `docker:${name}`;
}

/** The stretches of the sources that pass the test. */
export function blindIntervals(blinds: readonly BlindReport[], test: (source: string) => boolean): Interval[] {
  return blinds.filter(({ source }) => test(source)).map(({ interval }) => interval);
}
