import type { FactOf } from "../core/fact.ts";
import {
  type SwarmNode,
  swarmNode,
  type SwarmService,
  swarmService,
  type SwarmTask,
  swarmTask,
} from "../core/swarm.ts";
import type { Instant } from "../core/time.ts";
import { firstAt } from "./first-at.ts";

/** What an object of the Swarm was over time: `value` from `at` on, `undefined` once it is gone. */
export interface History<Value> {
  readonly id: string;
  /** Ascending. */
  readonly times: readonly Instant[];
  readonly changes: readonly { readonly at: Instant; readonly value: Value | undefined; readonly source: string }[];
}

/** All that the managers said of the Swarm, by object. */
export interface SwarmHistory {
  readonly nodes: readonly History<SwarmNode>[];
  readonly services: readonly History<SwarmService>[];
  readonly tasks: readonly History<SwarmTask>[];
  /** The last known name of a node or service by its id. */
  nodeName(id: string | undefined): string;
  serviceName(id: string): string;
}

/** What an object was at an instant; `undefined` before it was seen and once it is gone. */
export function valueAt<Value>(history: History<Value>, at: Instant): Value | undefined {
  const index = firstAt(history.times, at);
  return history.changes[history.times[index] === at ? lastOf(history.times, index) : index - 1]?.value;
}

/** Sorts the swarm facts by object. What does not have the shape of the Engine API is left out. */
export function readSwarm(facts: readonly FactOf<"swarm">[]): SwarmHistory {
  const nodes = historiesOf(facts, "node", (value) => swarmNode.safeParse(value).data);
  const services = historiesOf(facts, "service", (value) => swarmService.safeParse(value).data);
  const tasks = historiesOf(facts, "task", (value) => swarmTask.safeParse(value).data);
  const nodeNames = new Map(nodes.map((node) => [node.id, lastValue(node)?.Description?.Hostname ?? shortId(node.id)]));
  const counts = Map.groupBy(nodeNames.values(), (name) => name);
  for (const [id, name] of nodeNames) {
    if ((counts.get(name)?.length ?? 0) > 1) nodeNames.set(id, `${name} (${shortId(id)})`);
  }
  const serviceNames = new Map(services.map((service) => [service.id, lastValue(service)?.Spec.Name]));
  return {
    nodes,
    services,
    tasks,
    nodeName: (id) => id === undefined || id === "" ? "no node" : nodeNames.get(id) ?? shortId(id),
    serviceName: (id) => serviceNames.get(id) ?? shortId(id),
  };
}

/** The first characters of an id, enough for a reader. */
export function shortId(id: string): string {
  return id.slice(0, 4);
}

function historiesOf<Value>(
  facts: readonly FactOf<"swarm">[],
  object: FactOf<"swarm">["object"],
  parse: (value: unknown) => Value | undefined,
): History<Value>[] {
  const byId = Map.groupBy(facts.filter((fact) => fact.object === object), ({ id }) => id);
  return [...byId].map(([id, own]) => {
    const changes = own.flatMap(({ at, value, source }) => {
      const parsed = value === null ? undefined : parse(value);
      return value !== null && parsed === undefined ? [] : [{ at, value: parsed, source }];
    });
    return { id, changes, times: changes.map(({ at }) => at) };
  });
}

function lastValue<Value>(history: History<Value>): Value | undefined {
  return history.changes.findLast(({ value }) => value !== undefined)?.value;
}

function lastOf(times: readonly Instant[], index: number): number {
  let last = index;
  while (times[last + 1] === times[index]) last += 1;
  return last;
}
