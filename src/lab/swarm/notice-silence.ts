import type { Duration, Instant } from "../../core/time.ts";
import type { LabSwarm, SwarmRules } from "./lab-swarm.ts";

/**
 * Calls the nodes down that were silent for too long. When the tick comes late, it is the manager that stood still, and
 * what was sent to it meanwhile is not read yet: that time is not counted.
 */
export function noticeSilence(swarm: LabSwarm, at: Instant, { silence, tick }: SwarmRules): LabSwarm {
  const stall = stallBefore(swarm.tickedAt, at, tick);
  const heard = stall === 0 ? swarm.heard : new Map(
    [...swarm.heard].map(([id, heardAt]) => [id, Math.min(at, heardAt + stall)]),
  );
  const nodes = swarm.nodes.map((node) => {
    const isSilent = at - (heard.get(node.id) ?? at) >= silence;
    return node.state === "ready" && isSilent ? { ...node, state: "down" as const } : node;
  });
  return { ...swarm, heard, nodes, tickedAt: at };
}

/** How long the manager stood still: a tick of more than twice the usual time counts as a usual one. A clock set back counts too. */
function stallBefore(tickedAt: Instant, at: Instant, tick: Duration): Duration {
  const late = at - tickedAt - tick;
  return at < tickedAt || late > tick ? late : 0;
}
