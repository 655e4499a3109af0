import type { Interval } from "../core/time.ts";
import { plural } from "./plural.ts";
import { goodAfter, lossIn } from "./probe-loss.ts";
import type { ProbeRecord } from "./probe-request.ts";
import type { MarkReport, TaskMove } from "./report.ts";

/** When everything was well again, with what that rests on. */
export interface Recovery {
  readonly at: number | undefined;
  readonly words: string;
}

/**
 * Every replacement runs and every probe that lost a request is answered well again.
 * `felt` begins with the first request that the fault cost, which may lie before its mark. What happens after the host is brought back does not count: that is another disturbance.
 */
export function recoveryOf(
  probes: readonly ProbeRecord[],
  fault: MarkReport,
  recovered: MarkReport | undefined,
  moves: readonly TaskMove[],
  felt: Interval,
): Recovery {
  const until = Math.min(recovered?.at ?? felt.end, felt.end);
  const early = moves.filter(({ desiredAt }) => desiredAt < until);
  const lossy = probes.flatMap((probe) => {
    const loss = lossIn(probe, { start: felt.start, end: until });
    return loss.lastLost === undefined ? [] : [{ probe: loss.probe, again: goodAfter(probe, loss.lastLost, felt) }];
  });
  const never = early.filter(({ runningAt }) => runningAt === undefined);
  if (early.length === 0 && lossy.length === 0) {
    return { at: undefined, words: "No task was replaced and no request was lost: there was nothing to recover from" };
  }
  if (never.length > 0) {
    const names = never.map(({ service, slot }) => `${service}.${slot}`).join(", ");
    return { at: undefined, words: `${names} did not run again before the next fault or the end` };
  }
  const lost = lossy.find(({ again }) => again === undefined);
  if (lost !== undefined) {
    return { at: undefined, words: `Probe ${lost.probe} was not answered well again before the next fault or the end` };
  }
  const basis = [
    ...early.length > 0 ? [`${plural(early.length, "replacement")} running`] : [],
    ...lossy.map(({ probe }) => `probe ${probe} answered well again`),
  ];
  const instants = [...early.flatMap(({ runningAt }) => runningAt ?? []), ...lossy.flatMap(({ again }) => again ?? [])];
  return { at: Math.max(fault.at, ...instants), words: `From the fault until ${basis.join(" and ")}` };
}
