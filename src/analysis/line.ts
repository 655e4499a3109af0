import type { Instant } from "../core/time.ts";

/** The value of an indicator or panel at an instant; `null` where there is none (never 0). */
export type Point = readonly [at: Instant, value: number | null];

/** A line of a chart: points on the answer's step grid, gaps as `null`. */
export interface Line {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly Point[];
  /** What was asked for it, where that is not what the line's owner says. */
  readonly query?: string;
}
