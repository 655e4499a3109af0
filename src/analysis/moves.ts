import type { SwarmTask } from "../core/swarm.ts";
import { contains, type Interval } from "../core/time.ts";
import type { TaskMove } from "./report.ts";
import { isWanted, type Slot, taskAt } from "./slots.ts";
import type { History, SwarmHistory } from "./swarm-history.ts";

/**
 * The slots whose task was replaced within the interval.
 *
 * - A replacement that never ran and was itself replaced counts as one move, to where the last one went.
 * - A slot that was empty before is no move: the service was made larger or is new.
 */
export function findMoves(slots: readonly Slot[], swarm: SwarmHistory, interval: Interval): TaskMove[] {
  return slots.flatMap((slot) => movesOf(slot, swarm, interval)).sort((a, b) => a.desiredAt - b.desiredAt);
}

function movesOf(slot: Slot, swarm: SwarmHistory, interval: Interval): TaskMove[] {
  const before = taskAt(slot, interval.start - 1);
  if (before === undefined) return [];
  const moves: TaskMove[] = [];
  let from = swarm.nodeName(before.NodeID);
  for (const history of slot.tasks) {
    const first = history.times[0];
    if (first === undefined || !contains(interval, first)) continue;
    const desired = history.changes.find(({ value }) => value !== undefined && isWanted(value));
    if (desired === undefined || !contains(interval, desired.at)) continue;
    const running = history.changes.find(({ at, value }) =>
      value?.Status.State === "running" && contains(interval, at)
    );
    const move: TaskMove = {
      service: slot.service,
      slot: slot.slot,
      from,
      to: swarm.nodeName(placeOf(history)),
      desiredAt: desired.at,
      runningAt: running?.at,
    };
    const pending = moves.at(-1);
    if (pending !== undefined && pending.runningAt === undefined) {
      moves[moves.length - 1] = { ...move, from: pending.from, desiredAt: pending.desiredAt };
    } else {
      moves.push(move);
    }
    if (running !== undefined) from = move.to;
  }
  return moves;
}

function placeOf(history: History<SwarmTask>): string | undefined {
  return history.changes.find(({ value }) => value?.NodeID !== undefined && value.NodeID !== "")?.value?.NodeID;
}
