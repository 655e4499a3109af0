import type { Budget } from "./finding.ts";

/** The error budget of an interval; `undefined` when the objective allows nothing or nothing was counted. */
export function budgetOf(allowed: number, spent: number): Budget | undefined {
  return allowed > 0 ? { allowed, spent, left: 1 - spent / allowed } : undefined;
}
