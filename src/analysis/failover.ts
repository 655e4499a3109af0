import type { FactOf } from "../core/fact.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { ObjectiveReport } from "./finding.ts";
import { metricsDelay } from "./metrics-delay.ts";
import { findMoves } from "./moves.ts";
import { findOutages } from "./outage.ts";
import { lossIn } from "./probe-loss.ts";
import type { ProbeRecord } from "./probe-request.ts";
import type { AlertReport, Failover, MarkReport, QuorumSpan, Step, TaskMove } from "./report.ts";
import { recoveryOf } from "./recovery.ts";
import { findSlots, type Slot } from "./slots.ts";
import { tellStory } from "./story.ts";
import type { SwarmHistory } from "./swarm-history.ts";
import { leaderSteps, type LooseStep, moveSteps, nodeSteps } from "./swarm-steps.ts";
import { alertSteps, objectiveSteps, probeSteps } from "./user-steps.ts";

/** All that the story of a fault is told from. */
export interface FailoverMaterial {
  readonly session: Interval;
  readonly marks: readonly MarkReport[];
  readonly swarm: SwarmHistory;
  readonly events: readonly FactOf<"event">[];
  readonly quorum: readonly QuorumSpan[];
  readonly probes: readonly ProbeRecord[];
  readonly objectives: readonly ObjectiveReport[];
  readonly alerts: readonly AlertReport[];
  readonly swarmEvery: Duration;
  readonly step: Duration;
  readonly scrapeInterval: Duration;
}

/** The story of each fault, until the next fault or the session's end. */
export function reportFailovers(material: FailoverMaterial): Failover[] {
  const slots = findSlots(material.swarm);
  const faults = material.marks.filter(({ mark }) => mark === "fault");
  const outages = material.probes.map((probe) => ({
    every: probe.source.interval,
    intervals: findOutages(probe, material.session.end),
  }));
  const onsets = faults.map((fault, index) => onsetOf(fault, faults[index - 1], outages));
  return faults.map((fault, index) => {
    const { session } = material;
    const end = Math.max(fault.at, Math.min(faults[index + 1]?.at ?? session.end, session.end));
    const felt = { start: onsets[index] ?? fault.at, end: Math.max(fault.at, Math.min(onsets[index + 1] ?? end, end)) };
    return failoverOf(material, slots, fault, { start: fault.at, end }, felt);
  });
}

/** How long before its mark, which is set by hand, a fault may have begun. */
const markedWithin: Duration = 15_000;

/**
 * When a fault was first felt: its mark, or where an outage began shortly before it that ran up to or over the mark.
 * An outage that began as shortly after the fault before is that one's, unless another of the same probe came between.
 */
function onsetOf(
  fault: MarkReport,
  before: MarkReport | undefined,
  outages: readonly { readonly every: Duration; readonly intervals: readonly Interval[] }[],
): Instant {
  const since = before?.at ?? -Infinity;
  const early = outages.flatMap(({ every, intervals }) =>
    intervals.filter(({ start, end }) => {
      const isNear = start >= fault.at - markedWithin && start < fault.at && end + every >= fault.at;
      return isNear && (
        start >= since + markedWithin || intervals.some((other) => other.end > since && other.end <= start)
      );
    })
  );
  return Math.min(fault.at, ...early.map(({ start }) => start));
}

function failoverOf(
  material: FailoverMaterial,
  slots: readonly Slot[],
  fault: MarkReport,
  interval: Interval,
  felt: Interval,
): Failover {
  const recovered = material.marks.find(({ at, mark }) => mark === "recovered" && at >= fault.at);
  const moves = findMoves(slots, material.swarm, interval);
  const steps = stepsOf(material, moves, interval, felt).map((step) => ({ ...step, offset: step.at - fault.at }));
  const losses = material.probes.map((probe) => lossIn(probe, felt));
  const until = recovered?.at ?? interval.end;
  const detected = steps.find(({ kind, at }) => detections.has(kind) && at <= until);
  const recovery = recoveryOf(material.probes, fault, recovered, moves, felt);
  const telling = { fault, moves, losses, steps, metricsLate: metricsDelay(material, interval, felt) };
  return {
    fault,
    recovered,
    interval,
    steps,
    timeToDetect: detected?.offset,
    timeToRecover: recovery.at === undefined ? undefined : recovery.at - fault.at,
    recoveryWords: recovery.words,
    moves,
    losses,
    metricsLate: telling.metricsLate,
    story: tellStory({ ...telling, recovery }),
  };
}

const detections: ReadonlySet<Step["kind"]> = new Set([
  "node down",
  "leader lost",
  "leader elected",
  "replacement desired",
]);

function stepsOf(
  material: FailoverMaterial,
  moves: readonly TaskMove[],
  interval: Interval,
  felt: Interval,
): LooseStep[] {
  const { session, swarmEvery, step, scrapeInterval } = material;
  const own: LooseStep[] = material.marks
    .filter(({ at, mark }) => mark !== "note" && at >= interval.start && (at < interval.end || at === interval.start))
    .filter(({ mark, at }) => mark === "recovered" || at === interval.start)
    .map(({ at, mark, label }) => ({
      kind: mark === "fault" ? "injected" : "recovered",
      at,
      words: label,
      source: "operator",
      resolution: 0,
    }));
  const rest = [
    ...nodeSteps(material.swarm, material.events, interval, swarmEvery),
    ...leaderSteps(material.quorum, interval, swarmEvery),
    ...moveSteps(moves, swarmEvery),
    ...material.probes.flatMap((probe) => probeSteps(probe, felt)),
    ...material.objectives.flatMap((objective) => objectiveSteps(objective, session, interval, step)),
    ...material.alerts.flatMap((alert) => alertSteps(alert, session, interval, scrapeInterval)),
  ];
  const isInjection = ({ kind }: LooseStep) => kind === "injected";
  const first = [...own.filter(isInjection), ...own.filter((step) => !isInjection(step))];
  return [...first, ...rest].sort((a, b) => a.at - b.at);
}
