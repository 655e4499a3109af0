import type { Instant } from "../../core/time.ts";
import { type LabSwarm, newObject, type SwarmRules } from "./lab-swarm.ts";

/** Makes the network and the services once enough nodes are ready. */
export function deployServices(swarm: LabSwarm, at: Instant, { nodes, services }: SwarmRules): LabSwarm {
  const ready = swarm.nodes.filter(({ state }) => state === "ready").length;
  if (swarm.network !== undefined || ready < nodes) return swarm;
  const [next, network] = newObject(swarm, at);
  return services.reduce<LabSwarm>((swarm, spec) => {
    const [next, object] = newObject(swarm, at);
    return { ...next, services: [...next.services, { ...object, spec }] };
  }, { ...next, network });
}
