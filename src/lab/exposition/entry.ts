import type { Labels } from "../../core/labels.ts";
import type { Instant } from "../../core/time.ts";

/** How an exposition is written: Prometheus' text format 0.0.4, or OpenMetrics 1.0. */
export type ExpositionFormat = "text" | "openmetrics";

/** What a metric says to be; `info`, `stateset` and `gaugehistogram` are OpenMetrics'. */
export type ExposedType =
  | "counter"
  | "gauge"
  | "histogram"
  | "gaugehistogram"
  | "summary"
  | "info"
  | "stateset"
  | "unknown";

/** One thing that an exposition says, in its order. */
export type ExpositionEntry =
  /** `at` is the stamp that the exposition gives, ms; most give none. */
  | { readonly kind: "sample"; readonly labels: Labels; readonly value: number; readonly at: Instant | undefined }
  | { readonly kind: "type"; readonly metric: string; readonly type: ExposedType }
  | { readonly kind: "help"; readonly metric: string; readonly text: string }
  | { readonly kind: "unit"; readonly metric: string; readonly text: string };
