import type { Objective } from "../core/plan.ts";
import type { Interval } from "../core/time.ts";
import type { Evidence, Finding, ObjectiveReport } from "./finding.ts";
import type { Phase } from "./phases.ts";

/** A finding of `inconclusive` without any figure: the check could not be made. */
export function untoldFinding(interval: Interval, because: string, evidence: Partial<Evidence> = {}): Finding {
  return {
    interval,
    verdict: "inconclusive",
    because,
    value: undefined,
    valueIs: "it could not be judged",
    extreme: undefined,
    broken: [],
    timeBroken: 0,
    budget: undefined,
    evidence: { source: "none", query: undefined, interval, samples: 0, expected: 0, coverage: 0, ...evidence },
    details: [],
  };
}

/** The report of an objective that could not be judged at all. */
export function untoldObjective(
  objective: Objective,
  phases: readonly Phase[],
  overall: Interval,
  because: string,
): ObjectiveReport {
  return {
    objective,
    line: { name: objective.title, labels: {}, points: [] },
    besides: [],
    overall: untoldFinding(overall, because),
    phases: phases.map(({ judged }) => untoldFinding(judged, because)),
    doubts: [because],
  };
}

/** Runs a check; an exception inside it is `inconclusive` with its words, never a crash and never a pass. */
export function checked<Result>(check: () => Result, otherwise: (words: string) => Result): Result {
  try {
    return check();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return otherwise(`The check itself failed: ${words}`);
  }
}

/** Why a phase that leaves nothing to judge is inconclusive. */
export const emptyWords = "The phase is no longer than its warm-up: nothing is left to judge";
