import type { FactOf } from "../core/fact.ts";
import { contains, type Duration, type Instant, type Interval } from "../core/time.ts";
import type { QuorumSpan, Step, StepKind, TaskMove } from "./report.ts";
import type { SwarmHistory } from "./swarm-history.ts";

/** A step before its offset from the fault is known. */
export type LooseStep = Omit<Step, "offset">;

/**
 * What the Swarm said of its nodes within an interval: each change to and from `down`, once.
 * A new leader calls every node `unknown` until it hears of it; that such a node is ready is no return.
 */
export function nodeSteps(
  swarm: SwarmHistory,
  events: readonly FactOf<"event">[],
  interval: Interval,
  resolution: Duration,
): LooseStep[] {
  const polled = swarm.nodes.flatMap(({ id, changes }) =>
    changes.flatMap(({ at, value, source }, index) => {
      const before = changes[index - 1]?.value?.Status.State;
      const now = value?.Status.State;
      if (before === undefined || now === undefined || before === now) return [];
      return nodeStep(swarm.nodeName(id), { before, now }, at, `Swarm, as ${source} saw it`, resolution);
    })
  );
  const told = events.flatMap(({ at, source, event }) => {
    const { name, "state.old": before = "down", "state.new": now } = attributesOf(event) ?? {};
    if (event.Type !== "node" || now === undefined || name === undefined) return [];
    return nodeStep(name, { before, now }, at, `Swarm, event as ${source} had it`, 0);
  });
  const steps = [...polled, ...told].filter(({ at }) => contains(interval, at)).sort((a, b) => a.at - b.at);
  return steps.filter((step, index) =>
    !steps.slice(0, index).some((earlier) => earlier.words === step.words && step.at - earlier.at <= sameWithin)
  );
}

const sameWithin: Duration = 5_000;

function nodeStep(
  name: string,
  { before, now }: { readonly before: string; readonly now: string },
  at: Instant,
  source: string,
  resolution: Duration,
): LooseStep[] {
  if (now !== "down" && (now !== "ready" || before !== "down")) return [];
  const kind: StepKind = now === "down" ? "node down" : "node ready";
  return [{ kind, at, words: `${name} is ${now}`, source, resolution }];
}

function attributesOf(event: Record<string, unknown>): Record<string, string> | undefined {
  const actor = event.Actor;
  if (typeof actor !== "object" || actor === null || !("Attributes" in actor)) return undefined;
  return actor.Attributes as Record<string, string>;
}

/** Where the control plane lost its leader, found one again, or changed it. */
export function leaderSteps(spans: readonly QuorumSpan[], interval: Interval, resolution: Duration): LooseStep[] {
  const source = "Swarm, managers";
  return spans.flatMap((span, index): LooseStep[] => {
    const at = span.interval.start;
    const before = spans[index - 1];
    if (before === undefined || !contains(interval, at)) return [];
    if (span.state === "lost" && before.state !== "lost") {
      return [{ kind: "leader lost", at, words: "the Swarm has no leader", source, resolution }];
    }
    const lastLeader = spans.slice(0, index).findLast(({ leader }) => leader !== undefined)?.leader;
    if (span.leader === undefined || (before.state === "kept" && before.leader === span.leader)) return [];
    if (before.state !== "lost" && lastLeader === span.leader) return [];
    return [{ kind: "leader elected", at, words: `${span.leader} leads the Swarm`, source, resolution }];
  });
}

/** When the replacements of a move were wanted and ran. */
export function moveSteps(moves: readonly TaskMove[], resolution: Duration): LooseStep[] {
  const source = "Swarm, tasks";
  return moves.flatMap(({ service, slot, from, to, desiredAt, runningAt }): LooseStep[] => {
    const name = `${service}.${slot}`;
    const path = from === to ? `again on ${to}` : `on ${to} instead of ${from}`;
    return [
      { kind: "replacement desired", at: desiredAt, words: `${name} is wanted ${path}`, source, resolution },
      ...runningAt === undefined
        ? []
        : [{ kind: "replacement running" as const, at: runningAt, words: `${name} runs on ${to}`, source, resolution }],
    ];
  });
}
