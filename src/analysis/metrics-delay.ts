import { contains, type Interval } from "../core/time.ts";
import type { ObjectiveReport } from "./finding.ts";
import { goodAfter, lossIn } from "./probe-loss.ts";
import type { ProbeRecord } from "./probe-request.ts";
import type { Failover } from "./report.ts";

/**
 * How much later than the probe the metrics dated an outage.
 *
 * - A proxy counts a request when it ends: one that hangs for 30 s is counted 30 s after it was sent. The window of the
 *   query makes the end later still.
 * - What the probe lost counts from where the fault was `felt`, which may lie before its mark.
 * - `undefined` when the probe lost nothing, or no PromQL objective broke within the interval.
 */
export function metricsDelay(
  { probes, objectives, session }: {
    readonly probes: readonly ProbeRecord[];
    readonly objectives: readonly ObjectiveReport[];
    readonly session: Interval;
  },
  interval: Interval,
  felt: Interval,
): Failover["metricsLate"] {
  const losses = probes.flatMap((probe) => {
    const { firstLost, lastLost } = lossIn(probe, felt);
    return firstLost === undefined || lastLost === undefined
      ? []
      : [{ first: firstLost, again: goodAfter(probe, lastLost, felt) }];
  });
  const broken = objectives
    .filter(({ objective }) => objective.indicator.kind === "promql")
    .flatMap(({ overall }) => overall.broken.filter(({ start }) => contains(interval, start)));
  if (losses.length === 0 || broken.length === 0) return undefined;
  const firstLost = Math.min(...losses.map(({ first }) => first));
  const again = losses.every((loss) => loss.again !== undefined)
    ? Math.max(...losses.map((loss) => loss.again ?? NaN))
    : undefined;
  const end = Math.max(...broken.map((each) => each.end));
  return {
    onset: Math.min(...broken.map(({ start }) => start)) - firstLost,
    end: again === undefined || end >= session.end ? undefined : end - again,
  };
}
