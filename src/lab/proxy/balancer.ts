import type { Server } from "./routes.ts";

/**
 * Whose turn it is among the servers of a service, by weighted round robin: who waits for the earliest deadline, and each
 * one's deadlines lie 1/weight apart. `undefined` when no server has a weight.
 *
 * As in Traefik, each new table begins anew, with the servers in an order left to chance.
 */
export function balance(servers: readonly Server[], random: () => number = Math.random): () => Server | undefined {
  const turns = shuffle(servers.filter(({ weight }) => weight > 0), random)
    .map((server) => ({ server, deadline: 1 / server.weight }));
  return () => {
    const [first, ...others] = turns;
    if (first === undefined) return undefined;
    const next = others.reduce((earliest, turn) => turn.deadline < earliest.deadline ? turn : earliest, first);
    next.deadline += 1 / next.server.weight;
    return next.server;
  };
}

function shuffle<Value>(values: readonly Value[], random: () => number): Value[] {
  return values.map((value) => ({ value, rank: random() })).toSorted((a, b) => a.rank - b.rank).map(({ value }) =>
    value
  );
}
