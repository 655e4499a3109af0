import type { Objective, ProbeSource } from "../core/plan.ts";
import type { Verdict } from "../core/verdict.ts";
import type { Instant } from "../core/time.ts";
import type { LiveState, ProbeNow } from "./live-state.ts";

/** An objective at this moment: its value, and whether that keeps the promise. Not a verdict on the session. */
export interface ObjectiveNow {
  readonly words: string;
  /** `undefined` when nothing is known. */
  readonly value: number | undefined;
  readonly verdict: Verdict;
}

/** Whether the value keeps the objective's promise; no value, or NaN, cannot tell. */
export function judgeNow({ comparison, threshold }: Objective, value: number | undefined): Verdict {
  if (value === undefined || Number.isNaN(value)) return "inconclusive";
  const held = { "<": value < threshold, "<=": value <= threshold, ">": value > threshold, ">=": value >= threshold };
  return held[comparison] ? "pass" : "fail";
}

/** The requests of a probe that are open for longer than 2 s and ten times the usual answer: whether they fail is not known yet. */
export function overdueOf({ ended, open }: Omit<ProbeNow, "told">, now: Instant): readonly Instant[] {
  const latencies = ended.flatMap(([, latency, how]) => (typeof how === "number" ? [latency] : [])).sort((a, b) =>
    a - b
  );
  const patience = Math.max(2_000, 10 * (latencies[Math.floor(latencies.length / 2)] ?? 0));
  return open.filter((sentAt) => now - sentAt > patience);
}

/** The verdict of a probe's objective; a promise that is kept so far cannot be told of while requests are overdue. */
export function judgeProbeNow(objective: Objective, value: number | undefined, overdue: number): Verdict {
  const verdict = judgeNow(objective, value);
  return verdict === "pass" && overdue > 0 ? "inconclusive" : verdict;
}

/** The measure of a probe over its requests of the last minute; those open for longer than is good count as bad. */
export function measureProbe(
  state: LiveState,
  source: ProbeSource,
  measure: "good ratio" | "p50" | "p90" | "p95" | "p99",
  now: number,
): number | undefined {
  const { ended, open } = state.probes.get(source.name) ?? { ended: [], open: [] };
  const { status, within } = source.good;
  if (measure === "good ratio") {
    const hopeless = open.filter((sentAt) => within !== undefined && now - sentAt > within).length;
    const good = ended.filter(([, latency, how]) =>
      typeof how === "number" && status.some(([low, high]) =>
        how >= low && how <= high
      ) && latency <= (within ?? Infinity)
    ).length;
    const total = ended.length + hopeless;
    return total === 0 ? undefined : good / total;
  }
  const latencies = ended.flatMap(([, latency, how]) => (typeof how === "number" ? [latency] : [])).sort((a, b) =>
    a - b
  );
  const value = latencies[Math.ceil(latencies.length * Number(measure.slice(1)) / 100) - 1];
  return value === undefined ? undefined : value / 1_000;
}
