import { formatValue } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { Finding } from "./finding.ts";
import { holds } from "./promise.ts";

/** The figure of a finding: `2.32 ms`, or `—` where there is none. */
export function formatFigure({ unit }: Objective, { value }: Finding): string {
  return value === undefined ? "—" : formatValue(value, unit);
}

/**
 * What to say beside a figure that does not show what broke the promise, or beside none where it held: `at worst 1.2 s`.
 * `undefined` where a figure says enough, and where no single value broke the promise.
 */
export function worstBeside(objective: Objective, { verdict, value, extreme }: Finding): string | undefined {
  if (extreme === undefined) return undefined;
  const words = `at worst ${formatValue(extreme.value, objective.unit)}`;
  if (verdict === "pass") return value === undefined ? words : undefined;
  if (verdict !== "fail" || value !== undefined && !holds(objective, value)) return undefined;
  return holds(objective, extreme.value) ? undefined : words;
}

/** Whether nothing was seen that a figure could be made of. */
export function hasNoData({ value, evidence }: Finding): boolean {
  return value === undefined && evidence.samples === 0;
}
