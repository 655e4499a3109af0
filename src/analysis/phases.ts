import type { FactOf } from "../core/fact.ts";
import type { Duration, Interval } from "../core/time.ts";

/** A phase before it is judged. */
export interface Phase {
  readonly name: string;
  readonly interval: Interval;
  /** Warm-up left out; empty when the phase is shorter than its warm-up. */
  readonly judged: Interval;
}

/** What an objective is judged in: each phase, and the session over all. */
export interface JudgedIntervals {
  readonly phases: readonly Phase[];
  readonly overall: Interval;
}

/**
 * The phases of a session in order; the whole session as one when none was named.
 *
 * - A phase lasts until the next begins or the session ends; one that begins at the same instant as the next is empty.
 * - What lies before the first named phase belongs to none.
 */
export function findPhases(facts: readonly FactOf<"phase">[], session: Interval, warmup: Duration): Phase[] {
  const named = facts.length > 0 ? facts : [{ at: session.start, name: "whole session" }];
  return named.map(({ name, at }, index) => {
    const start = Math.min(Math.max(at, session.start), session.end);
    const end = Math.max(start, Math.min(named[index + 1]?.at ?? session.end, session.end));
    return { name, interval: { start, end }, judged: { start: Math.min(start + warmup, end), end } };
  });
}

/** What "over all" covers: the session less the first phase's warm-up. */
export function overallOf(session: Interval, warmup: Duration): Interval {
  return { start: Math.min(session.start + warmup, session.end), end: session.end };
}
