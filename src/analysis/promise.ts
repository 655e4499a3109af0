import { formatValue } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";

/** What an objective compares with; the part of it that judging needs. */
export type Promised = Pick<Objective, "comparison" | "threshold" | "unit" | "for">;

/** Whether a value keeps the promise. NaN never does; leave unknown values out. */
export function holds({ comparison, threshold }: Promised, value: number): boolean {
  switch (comparison) {
    case "<":
      return value < threshold;
    case "<=":
      return value <= threshold;
    case ">":
      return value > threshold;
    case ">=":
      return value >= threshold;
  }
}

/** Whether less is better. */
export function isUpperLimit({ comparison }: Promised): boolean {
  return comparison === "<" || comparison === "<=";
}

const signs = { "<": "<", "<=": "≤", ">": ">", ">=": "≥" } as const;

/** The promise with its figure: `< 200 ms`, `≥ 99 %`. */
export function formatPromise(promised: Promised): string {
  return `${signs[promised.comparison]} ${formatValue(promised.threshold, promised.unit)}`;
}

/** What a value that breaks the promise is: `200 ms or more`, `below 99 %`. */
export function formatBreach(promised: Promised): string {
  const figure = formatValue(promised.threshold, promised.unit);
  switch (promised.comparison) {
    case "<":
      return `${figure} or more`;
    case "<=":
      return `above ${figure}`;
    case ">":
      return `${figure} or less`;
    case ">=":
      return `below ${figure}`;
  }
}

/** The more adverse of two values. */
export function moreAdverse(promised: Promised, a: number, b: number): number {
  return isUpperLimit(promised) ? Math.max(a, b) : Math.min(a, b);
}
