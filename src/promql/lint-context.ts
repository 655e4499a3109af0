import type { Duration } from "../core/time.ts";

/** What is known of the Prometheus that will answer; what is absent is not checked. */
export interface LintContext {
  /** Every metric name that it has. */
  readonly metrics?: readonly string[];
  /** The type of each metric, as its metadata says: `counter`, `gauge`, `histogram`, … */
  readonly types?: ReadonlyMap<string, string>;
  /** ms between two scrapes of what the query asks about. */
  readonly scrapeInterval?: Duration;
  /** The finite bounds of each histogram, ascending, by the metric without `_bucket`. */
  readonly bounds?: ReadonlyMap<string, readonly number[]>;
  /** What the query's value is compared with, in the query's own unit. */
  readonly threshold?: number;
  /** The unit in which the plan reads the answer: `seconds`, `ratio`, … */
  readonly unit?: string;
}
