import type { Instant } from "../../core/time.ts";
import type { LabSwarm, SwarmObject } from "./lab-swarm.ts";

/** Counts a change of the swarm's objects, and writes its number and date on those that changed. */
export function stampChanges(before: LabSwarm, after: LabSwarm, at: Instant): LabSwarm {
  const kinds = ["nodes", "services", "tasks"] as const;
  const known = new Map(
    kinds.flatMap((kind) => before[kind].map((object): [string, SwarmObject] => [object.id, object])),
  );
  const version = before.index + 1;
  const stamp = <Kind extends SwarmObject>(object: Kind): Kind =>
    known.get(object.id) === object ? object : { ...object, version, updatedAt: at };
  const isSame = kinds.every((kind) =>
    after[kind].length === before[kind].length && after[kind].every((object) => known.get(object.id) === object)
  );
  if (isSame) return after;
  const { network } = after;
  return {
    ...after,
    index: version,
    network: network === undefined || network === before.network ? network : { ...network, version },
    nodes: after.nodes.map(stamp),
    services: after.services.map(stamp),
    tasks: after.tasks.map(stamp),
  };
}
