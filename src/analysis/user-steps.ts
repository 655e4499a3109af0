import { contains, type Duration, type Interval } from "../core/time.ts";
import type { ObjectiveReport } from "./finding.ts";
import { goodAfter, lossIn } from "./probe-loss.ts";
import type { ProbeRecord } from "./probe-request.ts";
import type { AlertReport } from "./report.ts";
import type { LooseStep } from "./swarm-steps.ts";

/** The first and the last request that a probe lost within the interval, and the first good one sent after. */
export function probeSteps(record: ProbeRecord, interval: Interval): LooseStep[] {
  const { name, interval: resolution } = record.source;
  const { firstLost, lastLost } = lossIn(record, interval);
  if (firstLost === undefined || lastLost === undefined) return [];
  const source = `probe ${name}`;
  const again = goodAfter(record, lastLost, interval);
  return [
    {
      kind: "probe failed first",
      at: firstLost,
      words: `the first lost request of ${name} is sent`,
      source,
      resolution,
    },
    { kind: "probe failed last", at: lastLost, words: `the last lost request of ${name} is sent`, source, resolution },
    ...again === undefined ? [] : [{
      kind: "probe good again" as const,
      at: again,
      words: `${name} is answered well again`,
      source,
      resolution,
    }],
  ];
}

/** When a PromQL objective broke within the interval, and when it held again. */
export function objectiveSteps(
  { objective, overall }: ObjectiveReport,
  session: Interval,
  interval: Interval,
  resolution: Duration,
): LooseStep[] {
  if (objective.indicator.kind !== "promql") return [];
  const source = "Prometheus";
  return overall.broken.flatMap(({ start, end }): LooseStep[] => [
    ...contains(interval, start)
      ? [{ kind: "objective broken" as const, at: start, words: `${objective.title} is broken`, source, resolution }]
      : [],
    ...contains(interval, end) && end < session.end
      ? [{
        kind: "objective held again" as const,
        at: end,
        words: `${objective.title} holds again`,
        source,
        resolution,
      }]
      : [],
  ]);
}

/** When an alert was pending, fired and was resolved within the interval. */
export function alertSteps(
  { name, pending, firing }: AlertReport,
  session: Interval,
  interval: Interval,
  resolution: Duration,
): LooseStep[] {
  const source = "Prometheus, alerts";
  const steps: LooseStep[] = [
    ...pending.map(({ start }) => ({ kind: "alert pending" as const, at: start, words: `alert ${name} is pending` })),
    ...firing.map(({ start }) => ({ kind: "alert firing" as const, at: start, words: `alert ${name} fires` })),
    ...firing.filter(({ end }) => end < session.end).map(({ end }) => (
      { kind: "alert resolved" as const, at: end, words: `alert ${name} is resolved` }
    )),
  ].map((step) => ({ ...step, source, resolution }));
  return steps.filter(({ at }) => contains(interval, at));
}
