import type { Instant } from "../../core/time.ts";
import { isWanted, type LabService, type LabSwarm, type LabTask, newObject } from "./lab-swarm.ts";
import { addressOf, nextAddress } from "./next-address.ts";
import { isOver } from "./task-state.ts";

/**
 * Gives up the tasks that need a replacement: those of nodes that are down, and those that ended. One that is itself a
 * replacement and still waits is given up only when its wait is over, so that a task that always fails is not made anew
 * all the time. (SwarmKit then gives up a task whose node came back meanwhile, too; here it is left where it is.)
 */
export function retireTasks(swarm: LabSwarm, at: Instant): LabSwarm {
  const down = new Set(swarm.nodes.filter(({ state }) => state === "down").map(({ id }) => id));
  const tasks = swarm.tasks.map((task) => {
    if (!isWanted(task)) return task;
    const isLost = task.node !== undefined && down.has(task.node);
    const isPast = at >= task.startAt && (isLost || isOver(task.status.state));
    return isPast ? { ...task, desired: "shutdown" as const } : task;
  });
  return { ...swarm, tasks };
}

/** Lets the replacements run whose wait is over. */
export function releaseTasks(swarm: LabSwarm, at: Instant): LabSwarm {
  const tasks = swarm.tasks.map((task) =>
    task.desired === "ready" && at >= task.startAt ? { ...task, desired: "running" as const } : task
  );
  return { ...swarm, tasks };
}

/** Makes a task for each slot that has none; a replacement waits for the service's restart delay. */
export function fillSlots(swarm: LabSwarm, at: Instant): LabSwarm {
  return swarm.services.reduce<LabSwarm>((filled, service) => {
    const slots = Array.from({ length: service.spec.replicas }, (_, index) => index + 1);
    return slots.reduce((filled, slot) => fillSlot(filled, service, slot, at), filled);
  }, swarm);
}

function fillSlot(swarm: LabSwarm, service: LabService, slot: number, at: Instant): LabSwarm {
  const former = swarm.tasks.filter((task) => task.service === service.id && task.slot === slot);
  if (former.some(isWanted)) return swarm;
  const delay = former.length === 0 ? 0 : service.spec.restartDelay;
  const [next, object] = newObject(swarm, at);
  const number = nextAddress(next);
  const task: LabTask = {
    ...object,
    service: service.id,
    node: undefined,
    slot,
    desired: delay === 0 ? "running" : "ready",
    startAt: at + delay,
    address: addressOf(number),
    status: { at, state: "pending", message: "pending task scheduling" },
  };
  return { ...next, lastAddress: number, tasks: [...next.tasks, task] };
}
