import type { Labels } from "../../../src/core/labels.ts";
import type { Duration, Instant } from "../../../src/core/time.ts";
import type { QueryRange } from "../../../src/promql/engine/evaluate.ts";

/** One place of a series line: a value, a staleness marker, nothing, or a native histogram, whose content is not read. */
export type Point =
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "stale" }
  | { readonly kind: "gap" }
  | { readonly kind: "histogram" };

/** A series and its points, one step apart. */
export interface SeriesLine {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** A series to load. `starts[i]` is how far from point `i` its start timestamp lies, ms; `undefined` where it has none. */
export interface LoadedLine extends SeriesLine {
  readonly starts: readonly (Duration | undefined)[];
}

/** What a text must be like: anything, exactly so, or found by an RE2 pattern. */
export type TextMatch =
  | { readonly kind: "any" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "pattern"; readonly pattern: string };

/**
 * What is expected of the annotations of one severity.
 *
 * - `unchecked`: whatever there is. `none`: there must not be one.
 * - `some`: each match finds an annotation, and each annotation is found by a match.
 */
export type AnnotationMatch =
  | { readonly kind: "unchecked" }
  | { readonly kind: "none" }
  | { readonly kind: "some"; readonly matches: readonly TextMatch[] };

/** The value that an evaluation must yield; `range` gives the times of a range vector. */
export type ExpectedValue =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "series"; readonly lines: readonly SeriesLine[]; readonly range?: QueryRange };

export interface Expectation {
  /** Present when the evaluation must fail: what its error must say. */
  readonly failure?: TextMatch;
  readonly warnings: AnnotationMatch;
  readonly infos: AnnotationMatch;
  /** Whether the order of an instant vector counts. */
  readonly ordered: boolean;
  readonly value: ExpectedValue;
}

export type QueryTime = { readonly kind: "instant"; readonly at: Instant } | { readonly kind: "range" } & QueryRange;

/** A query and what it must answer. */
export interface Evaluation {
  readonly kind: "eval";
  readonly line: number;
  readonly query: string;
  readonly time: QueryTime;
  readonly expectation: Expectation;
}

/** One command of a test script; `line` counts from 1. */
export type Command =
  | { readonly kind: "clear"; readonly line: number }
  | {
    readonly kind: "load";
    readonly line: number;
    readonly step: Duration;
    readonly lines: readonly LoadedLine[];
    /** Whether the classic histograms among the series are loaded a second time as native ones. */
    readonly nativeTwins: boolean;
  }
  | Evaluation;
