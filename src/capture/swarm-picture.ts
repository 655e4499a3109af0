import type { FactOf } from "../core/fact.ts";
import { isRecord } from "../core/record.ts";

/** A node as the live view shows it. */
export interface PicturedNode {
  readonly name: string;
  readonly state: string;
  readonly role: string;
  readonly availability: string;
  readonly leader: boolean;
  readonly reachability: string | undefined;
}

/** A task as the live view shows it. */
export interface PicturedTask {
  readonly service: string;
  /** Slot, or `undefined` for a global service. */
  readonly slot: number | undefined;
  readonly node: string | undefined;
  readonly state: string;
  readonly desired: string;
}

/** What the facts so far say of the Swarm, by id. */
export interface SwarmPicture {
  readonly nodes: Map<string, PicturedNode>;
  readonly services: Map<string, string>;
  readonly tasks: Map<string, PicturedTask>;
}

/** A picture of nothing yet. */
export function emptyPicture(): SwarmPicture {
  return { nodes: new Map(), services: new Map(), tasks: new Map() };
}

/** Brings the picture up to date; answers the change in words, or `undefined` when nothing that a person looks for changed. */
export function noteChange(picture: SwarmPicture, fact: FactOf<"swarm">): string | undefined {
  switch (fact.object) {
    case "node":
      return noteNode(picture, fact);
    case "service":
      return noteService(picture, fact);
    case "task":
      return noteTask(picture, fact);
  }
}

/** `web.2`, or `agent` for a task of a global service. */
export function taskName(picture: SwarmPicture, task: PicturedTask): string {
  const service = picture.services.get(task.service) ?? task.service.slice(0, 8);
  return task.slot === undefined ? service : `${service}.${task.slot}`;
}

function noteNode({ nodes }: SwarmPicture, { id, value }: FactOf<"swarm">): string | undefined {
  const before = nodes.get(id);
  if (value === null) {
    nodes.delete(id);
    return `node ${before?.name ?? id} is gone`;
  }
  const node: PicturedNode = {
    name: textAt(value, "Description", "Hostname") ?? id.slice(0, 8),
    state: textAt(value, "Status", "State") ?? "unknown",
    role: textAt(value, "Spec", "Role") ?? "unknown",
    availability: textAt(value, "Spec", "Availability") ?? "unknown",
    leader: at(value, "ManagerStatus", "Leader") === true,
    reachability: textAt(value, "ManagerStatus", "Reachability"),
  };
  nodes.set(id, node);
  const words = (["state", "role", "availability", "reachability"] as const).flatMap((key) =>
    before === undefined || before[key] === node[key] ? [] : [`${before[key] ?? "none"} → ${node[key] ?? "none"}`]
  );
  if (before === undefined) return `node ${node.name} is ${node.state}, ${node.leader ? "leader" : node.role}`;
  if (before.leader !== node.leader) words.push(node.leader ? "now the leader" : "no longer the leader");
  return words.length === 0 ? undefined : `node ${node.name}: ${words.join(", ")}`;
}

function noteService({ services }: SwarmPicture, { id, value }: FactOf<"swarm">): string | undefined {
  const before = services.get(id);
  if (value === null) {
    services.delete(id);
    return `service ${before ?? id} is gone`;
  }
  const name = textAt(value, "Spec", "Name") ?? id.slice(0, 8);
  services.set(id, name);
  const replicas = at(value, "Spec", "Mode", "Replicated", "Replicas");
  const wanted = typeof replicas === "number" ? `, replicas ${replicas}` : "";
  return `service ${name} ${before === undefined ? "exists" : "changed"}${wanted}`;
}

function noteTask(picture: SwarmPicture, { id, value }: FactOf<"swarm">): string | undefined {
  const before = picture.tasks.get(id);
  if (value === null) {
    picture.tasks.delete(id);
    return undefined;
  }
  const slot = at(value, "Slot");
  const task: PicturedTask = {
    service: textAt(value, "ServiceID") ?? "",
    slot: typeof slot === "number" ? slot : undefined,
    node: textAt(value, "NodeID"),
    state: textAt(value, "Status", "State") ?? "unknown",
    desired: textAt(value, "DesiredState") ?? "unknown",
  };
  picture.tasks.set(id, task);
  if (before !== undefined && before.state === task.state && before.desired === task.desired) return undefined;
  const node = task.node === undefined ? "" : ` on ${picture.nodes.get(task.node)?.name ?? task.node.slice(0, 8)}`;
  const wanted = task.desired === task.state ? "" : `, should be ${task.desired}`;
  const error = textAt(value, "Status", "Err");
  return `task ${taskName(picture, task)}${node} is ${task.state}${wanted}${
    error === undefined || error === "" ? "" : `: ${error}`
  }`;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}
