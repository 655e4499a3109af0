import { formatDuration, formatValue } from "../core/format.ts";
import type { Objective } from "../core/plan.ts";
import type { DoctorRemark } from "./doctor-remark.ts";
import { numberNow, type ValuesNow } from "./doctor-values.ts";

/** Each promise in words, with its value now where Prometheus tells it; one that is broken already is a caution. */
export function examinePromises(objectives: readonly Objective[], values: ValuesNow): DoctorRemark[] {
  return objectives.map((objective): DoctorRemark => {
    const { title, indicator, comparison, threshold, unit } = objective;
    const patience = objective.for === 0 ? "" : `, broken after ${formatDuration(objective.for)}`;
    const measure = indicator.kind === "probe" ? ` (${indicator.measure} of probe ${indicator.probe})` : "";
    const promise = `${title} ${signs[comparison]} ${formatValue(threshold, unit)}${measure}${patience}`;
    const now = indicator.kind === "promql" ? numberNow(values.get(indicator.query)) : undefined;
    if (now === undefined) return { state: "note", text: promise };
    const held = holdsNow[comparison](now, threshold);
    const told = `${promise}: now ${formatValue(now, unit)}`;
    return held ? { state: "good", text: told } : { state: "caution", text: `${told}, which breaks it already` };
  });
}

const signs = { "<": "<", "<=": "≤", ">": ">", ">=": "≥" } as const;

const holdsNow: Readonly<Record<Objective["comparison"], (value: number, threshold: number) => boolean>> = {
  "<": (value, threshold) => value < threshold,
  "<=": (value, threshold) => value <= threshold,
  ">": (value, threshold) => value > threshold,
  ">=": (value, threshold) => value >= threshold,
};
