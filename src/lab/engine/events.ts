import type { Instant } from "../../core/time.ts";
import type { LabSwarm } from "../swarm/lab-swarm.ts";
import { networkName } from "../swarm/services.ts";
import type { Filters } from "./filters.ts";

/** A line of the engine's event stream. */
export interface EngineEvent {
  readonly Type: "node" | "service" | "network";
  readonly Action: "create" | "update";
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  readonly scope: "swarm";
  /** Seconds, and the same in ns. */
  readonly time: number;
  readonly timeNano: number;
}

/** What an engine tells of the change between two states of the swarm; of tasks it tells nothing. */
export function engineEvents(before: LabSwarm, after: LabSwarm, at: Instant): EngineEvent[] {
  const tell = (
    Type: EngineEvent["Type"],
    Action: EngineEvent["Action"],
    ID: string,
    Attributes: Readonly<Record<string, string>>,
  ): EngineEvent => ({
    Type,
    Action,
    Actor: { ID, Attributes },
    scope: "swarm",
    time: Math.floor(at / 1_000),
    timeNano: at * 1e6,
  });
  const nodes = new Map(before.nodes.map((node) => [node.id, node]));
  const services = new Set(before.services.map(({ id }) => id));
  const { network } = after;
  return [
    ...after.nodes.flatMap((node) => {
      const known = nodes.get(node.id);
      if (known === node) return [];
      if (known === undefined) return [tell("node", "create", node.id, { name: node.hostname })];
      const name = node.hostname;
      if (known.state === node.state) return [tell("node", "update", node.id, { name })];
      return [tell("node", "update", node.id, { name, "state.new": node.state, "state.old": known.state })];
    }),
    ...network === undefined || before.network !== undefined
      ? []
      : [tell("network", "create", network.id, { name: networkName })],
    ...after.services.filter(({ id }) => !services.has(id)).map(({ id, spec }) =>
      tell("service", "create", id, { name: spec.name })
    ),
  ];
}

/** Whether an event is among those that a client asked for; a filter that the engine does not know hides nothing. */
export function isAskedFor(event: EngineEvent, filters: Filters): boolean {
  const fits = (name: string, ...values: readonly string[]) => {
    const wanted = filters.get(name) ?? [];
    return wanted.length === 0 || wanted.some((text) => values.includes(text));
  };
  const { ID, Attributes } = event.Actor;
  const ofKind = (kind: EngineEvent["Type"]) =>
    fits(kind, ...event.Type === kind ? [ID, Attributes["name"] ?? ""] : []);
  return fits("scope", event.scope) && fits("type", event.Type) && fits("event", event.Action) &&
    ofKind("node") && ofKind("service") && ofKind("network");
}
