import type { Instant } from "../../core/time.ts";
import type { LabEvent } from "../lab-event.ts";
import type { LabSwarm, LabTask } from "./lab-swarm.ts";

/** What the manager decided or learnt between two states of the swarm: each new state of a node or task, once. */
export function labEvents(before: LabSwarm, after: LabSwarm, at: Instant): LabEvent[] {
  const nodes = new Map(before.nodes.map(({ id, state }) => [id, state]));
  const tasks = new Map(before.tasks.map((task) => [task.id, task]));
  const hostnames = new Map(after.nodes.map(({ id, hostname }) => [id, hostname]));
  const names = new Map(after.services.map(({ id, spec }) => [id, spec.name]));
  const hasNews = (task: LabTask) => {
    const known = tasks.get(task.id);
    return known === undefined || known.desired !== task.desired || known.status.state !== task.status.state;
  };
  return [
    ...after.nodes.filter(({ id, state }) => nodes.get(id) !== state).map(({ hostname, state }): LabEvent => ({
      kind: "node",
      at,
      node: hostname,
      state,
    })),
    ...after.tasks.filter(hasNews).map(({ id, service, slot, node, status, desired }): LabEvent => ({
      kind: "task",
      at,
      id,
      service: names.get(service) ?? "",
      slot,
      node: hostnames.get(node ?? "") ?? "",
      state: status.state,
      desired,
    })),
  ];
}
