import type { Instant } from "../../core/time.ts";
import { isWanted, type LabNode, type LabSwarm, type LabTask } from "./lab-swarm.ts";

/**
 * Gives each task that has no node one that suits: the one with the fewest wanted tasks of its service, then of all
 * services, then the first by name. A task that has a node never gets another.
 */
export function placeTasks(swarm: LabSwarm, at: Instant): LabSwarm {
  const tasks = [...swarm.tasks];
  for (const [index, task] of tasks.entries()) {
    if (task.node === undefined && isWanted(task)) tasks[index] = placeTask(task, tasks, swarm, at);
  }
  return { ...swarm, tasks };
}

function placeTask(task: LabTask, tasks: readonly LabTask[], swarm: LabSwarm, at: Instant): LabTask {
  const hostname = swarm.services.find(({ id }) => id === task.service)?.spec.hostname;
  const ready = swarm.nodes.filter(({ state }) => state === "ready");
  const suiting = ready.filter((node) => hostname === undefined || node.hostname === hostname);
  const loads = suiting.map((node) => ({ node, ...loadOf(node, task.service, tasks) }));
  const [least] = loads.sort((a, b) =>
    a.ofService - b.ofService || a.ofAll - b.ofAll || (a.node.hostname < b.node.hostname ? -1 : 1)
  );
  if (least === undefined) return holdTask(task, swarm.nodes.length - ready.length, ready.length);
  const status = { at, state: "assigned", message: "scheduler assigned task to node" } as const;
  return { ...task, node: least.node.id, status };
}

function loadOf({ id }: LabNode, service: string, tasks: readonly LabTask[]): { ofService: number; ofAll: number } {
  const own = tasks.filter((task) => task.node === id && isWanted(task));
  return { ofService: own.filter((task) => task.service === service).length, ofAll: own.length };
}

/** The task, still pending, with the reasons in SwarmKit's words, the one that most nodes have first. */
function holdTask(task: LabTask, down: number, unsuited: number): LabTask {
  const nodes = (count: number) => `${count} node${count === 1 ? "" : "s"}`;
  const constraints = unsuited > 0 ? [`scheduling constraints not satisfied on ${nodes(unsuited)}`] : [];
  const readiness = down > 0 ? [`${nodes(down)} not available for new tasks`] : [];
  const reasons = down > unsuited ? [...readiness, ...constraints] : [...constraints, ...readiness];
  const error = `no suitable node (${reasons.join("; ")})`;
  return task.status.error === error ? task : { ...task, status: { ...task.status, error } };
}
