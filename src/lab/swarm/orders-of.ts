import type { Order } from "../host/agent-report.ts";
import type { LabSwarm } from "./lab-swarm.ts";
import { isOver } from "./task-state.ts";

/** What a node is to do: one order for each of its tasks that is not over. */
export function ordersOf(swarm: LabSwarm, hostname: string): Order[] {
  const node = swarm.nodes.find((node) => node.hostname === hostname);
  const services = new Map(swarm.services.map(({ id, spec }) => [id, spec]));
  return swarm.tasks.flatMap((task) => {
    const spec = services.get(task.service);
    if (node === undefined || task.node !== node.id || isOver(task.status.state) || spec === undefined) return [];
    const { name: service, image, args, published } = spec;
    const { id, slot, address } = task;
    return [{ assignment: { task: id, service, slot, image, args, address, published }, desired: task.desired }];
  });
}
