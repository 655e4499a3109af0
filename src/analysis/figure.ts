import { formatValue } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { Finding } from "./finding.ts";
import { holds } from "./promise.ts";

/** The figure of a finding: `2.32 ms`, or `—` where there is none. */
export function formatFigure({ unit }: Objective, { value }: Finding): string {
  return value === undefined ? "—" : formatValue(value, unit);
}

/**
 * What to say beside a figure that does not show what broke the promise: `at worst 1.2 s`. `undefined` where nothing is
 * broken, where the figure itself breaks the promise, and where no single value does.
 */
export function worstBeside(objective: Objective, { verdict, value, extreme }: Finding): string | undefined {
  if (verdict !== "fail" || value !== undefined && !holds(objective, value)) return undefined;
  if (extreme === undefined || holds(objective, extreme.value)) return undefined;
  return `at worst ${formatValue(extreme.value, objective.unit)}`;
}

/** Whether nothing was seen that a figure could be made of. */
export function hasNoData({ value, evidence }: Finding): boolean {
  return value === undefined && evidence.samples === 0;
}
