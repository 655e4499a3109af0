import type { Labels } from "../../core/labels.ts";
import type { Instant } from "../../core/time.ts";
import type { Position } from "../ast.ts";

/** One series of an instant vector at the instant of the evaluation. */
export interface VectorSample {
  readonly labels: Labels;
  readonly value: number;
}

/** One series of a range answer: times ascending in ms, one value for each; NaN is a value, what is absent has no time. */
export interface MatrixSeries {
  readonly labels: Labels;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * What a query yields.
 *
 * - A range query yields a matrix, its series sorted by labels.
 * - The order of a vector is part of the answer of `sort`, `topk` and the like; otherwise it means nothing.
 */
export type QueryValue =
  | { readonly kind: "scalar"; readonly at: Instant; readonly value: number }
  | { readonly kind: "string"; readonly at: Instant; readonly value: string }
  | { readonly kind: "vector"; readonly at: Instant; readonly samples: readonly VectorSample[] }
  | { readonly kind: "matrix"; readonly series: readonly MatrixSeries[] };

/** A doubt that travels with an answer: the text without its place, and the piece of the query that it is about. */
export interface Annotation {
  readonly severity: "warning" | "info";
  readonly text: string;
  readonly position: Position;
}

/** The answer to a query. Each annotation stands in it once. */
export interface QueryResult {
  readonly value: QueryValue;
  readonly annotations: readonly Annotation[];
}
