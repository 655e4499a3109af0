import type { Labels } from "../core/labels.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";

/** A point at which Prometheus' own answer and the archived samples do not say the same; `undefined` where one says nothing. */
export interface Difference {
  readonly at: Instant;
  readonly labels: Labels;
  readonly prometheus: number | undefined;
  readonly archive: number | undefined;
}

/**
 * One captured answer of Prometheus against the same query over the archived samples.
 *
 * - `agrees`: every point of either is one of the other, to 1e-9 of its value.
 * - `differs`: some are not, and the archive should hold all that they rest on; `reasons` are what may have caused it.
 * - `incomparable`: Prometheus gave no answer, or the archive surely lacks what the points that differ rest on.
 */
export interface AnswerTruth {
  readonly query: string;
  /** What was asked of Prometheus; its end is included. */
  readonly interval: Interval;
  readonly step: Duration;
  readonly outcome: "agrees" | "differs" | "incomparable";
  /** Points that one of the two has, and how many of them are not the same in both. */
  readonly points: number;
  readonly differing: number;
  /** The earliest of those. */
  readonly first: Difference | undefined;
  /** The largest relative difference where both have a value: 0 when they agree, `undefined` where there is no such point. */
  readonly largest: number | undefined;
  /** Why, as sentences without a full stop; empty when they agree. */
  readonly reasons: readonly string[];
}

/** How many of Prometheus' captured answers are had again from the archived samples, and which are not. */
export interface Truth {
  /** As Prometheus said; `undefined` when it never answered. */
  readonly version: string | undefined;
  /** The rules by which the samples were evaluated: those of Prometheus 2 or 3. */
  readonly rules: 2 | 3;
  readonly agree: number;
  readonly differ: number;
  readonly incomparable: number;
  readonly answers: readonly AnswerTruth[];
}
