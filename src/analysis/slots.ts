import type { SwarmTask } from "../core/swarm.ts";
import type { Instant } from "../core/time.ts";
import { type History, type SwarmHistory, valueAt } from "./swarm-history.ts";

/** The tasks that have filled one slot of a service, in the order in which they were first seen. */
export interface Slot {
  readonly service: string;
  /** `1`, or the node's name for a global service. */
  readonly slot: string;
  /** `web.1`. */
  readonly name: string;
  readonly tasks: readonly History<SwarmTask>[];
}

/** The slots of all services by service name and number. */
export function findSlots(swarm: SwarmHistory): Slot[] {
  const slots = new Map<string, Slot & { readonly tasks: History<SwarmTask>[] }>();
  for (const history of swarm.tasks.toSorted((a, b) => (a.times[0] ?? 0) - (b.times[0] ?? 0))) {
    const task = history.changes.find(({ value }) => value !== undefined)?.value;
    if (task === undefined) continue;
    const service = swarm.serviceName(task.ServiceID);
    const slot = task.Slot === undefined || task.Slot === 0 ? swarm.nodeName(task.NodeID) : String(task.Slot);
    const name = `${service}.${slot}`;
    const known = slots.get(name);
    if (known === undefined) slots.set(name, { service, slot, name, tasks: [history] });
    else known.tasks.push(history);
  }
  return [...slots.values()].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** The task that stands for a slot: the one that is wanted to run, the newest first; else the one changed last. */
export function taskAt(slot: Slot, at: Instant): SwarmTask | undefined {
  const present = slot.tasks.flatMap((history) => {
    const task = valueAt(history, at);
    return task === undefined ? [] : [{ task, changed: history.times.findLast((time) => time <= at) ?? at }];
  });
  const wanted = present.findLast(({ task }) => isWanted(task));
  return (wanted ?? present.toSorted((a, b) => a.changed - b.changed).at(-1))?.task;
}

/** Whether the Swarm wants the task to run. */
export function isWanted(task: SwarmTask): boolean {
  return task.DesiredState === "running" || task.DesiredState === "ready";
}

/** Whether a task has come to its end and will not change any more. */
export function isOver(task: SwarmTask): boolean {
  return /^(complete|shutdown|failed|rejected|remove|orphaned)$/.test(task.Status.State);
}
