import type { IncomingMessage, ServerResponse } from "node:http";
import process from "node:process";
import type { Duration, Instant } from "../../core/time.ts";
import { expositionType } from "../exposition/write-exposition.ts";
import type { Assignment, Container } from "../host/container.ts";
import type { HostContext } from "../host/host-context.ts";
import { answerPlainly, type OwnAnswer, ownAnswers } from "./answer-plainly.ts";
import { balance } from "./balancer.ts";
import { keepConnections } from "./connections.ts";
import { type Entrypoint, openEntrypoint } from "./entrypoint.ts";
import { parseFlags } from "./flags.ts";
import { forward, type Outcome } from "./forward.ts";
import { proxyMetrics, type RequestRoute } from "./metrics.ts";
import { readSwarm } from "./read-swarm.ts";
import { methodLabel, protocolLabel } from "./request-labels.ts";
import { findRouter, noRoutes, type Server } from "./routes.ts";
import { systemTimers, type Timers } from "./timers.ts";
import { type RouteHearers, watchRoutes } from "./watch-routes.ts";

/** What a proxy asks of its surroundings. */
export interface ProxyEffects extends Timers {
  fetch: typeof fetch;
  now(): Instant;
  /** Notes what an operator should know. */
  say(words: string): void;
}

const systemEffects: ProxyEffects = {
  ...systemTimers,
  fetch: (input, init) => fetch(input, init),
  // Finer than the clock's milliseconds, in which most requests would take no time.
  now: () => performance.timeOrigin + performance.now(),
  say: (words) => void process.stderr.write(`${words}\n`),
};

/** An engine that does not answer for so long is asked anew at the next turn. */
const enginePatience: Duration = 5_000;

/**
 * The program of the image `traefik`: a reverse proxy that takes its routes from the swarm, as Traefik 3 does, and counts
 * requests under Traefik's names when they end. Its manners were measured on Traefik 3.7 (tests/system compares the two).
 *
 * An upgrade (WebSocket) is not passed on: who asks for one is answered as if it had asked for a page.
 *
 * Throws `UserError` for flags that it does not know and for ports that it cannot have.
 */
export async function startProxy(
  assignment: Assignment,
  host: HostContext,
  effects: ProxyEffects = systemEffects,
): Promise<Container> {
  const flags = parseFlags(assignment.args);
  const metrics = proxyMetrics(flags, effects.now());
  const connections = keepConnections(host.dial, flags.dialTimeout, effects);
  const said = new Set<string>();
  let table = noRoutes;
  let turns: ReadonlyMap<string, () => Server | undefined> = new Map();

  const hearers: RouteHearers = {
    onChange(changed) {
      table = changed;
      turns = new Map(Object.entries(table.services).map(([name, servers]) => [name, balance(servers)]));
      metrics.reload(table, effects.now());
    },
    onTrouble: (error) => sayOnce(`Cannot read the swarm: ${error instanceof Error ? error.message : error}`),
  };
  const stopWatching = await watchRoutes(() => readSwarm(ask, flags, sayOnce), flags.refresh, hearers, effects);
  const entrypoints: Entrypoint[] = [];
  try {
    for (const [name, port] of flags.entrypoints) {
      const published = assignment.published[port] ?? 0;
      entrypoints.push(
        await openEntrypoint(
          published,
          `the proxy's entrypoint "${name}"`,
          (request, response) => void answer(name, request, response).catch((error) => fail(response, error)),
          (change) => metrics.connect(name, change),
        ),
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
  const [first] = entrypoints;
  const unlisten = first === undefined ? () => {} : host.listen(assignment.address, first.port);
  return {
    async close() {
      unlisten();
      await close();
    },
  };

  async function close(): Promise<void> {
    stopWatching();
    await Promise.all(entrypoints.map((entrypoint) => entrypoint.close()));
    connections.close();
  }

  async function ask(path: string): Promise<unknown> {
    const response = await effects.fetch(`${flags.engine}${path}`, {
      signal: AbortSignal.timeout(enginePatience),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the engine answers ${response.status}: ${text.trim()}`);
    return JSON.parse(text);
  }

  /** What no server may bring about: the proxy goes on without this request. */
  function fail(response: ServerResponse, error: unknown): void {
    sayOnce(`Cannot answer a request: ${error instanceof Error ? error.message : error}`);
    response.destroy();
  }

  function sayOnce(words: string): void {
    if (!said.has(words)) effects.say(words);
    said.add(words);
  }

  async function answer(entrypoint: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (entrypoint === flags.metricsEntrypoint && request.url?.startsWith("/metrics") === true) {
      response.writeHead(200, { "Content-Type": expositionType });
      response.end(metrics.expose());
      return;
    }
    const start = effects.now();
    const router = findRouter(table, entrypoint, request.headers.host ?? "");
    if (router === undefined) return answerItself({ entrypoint }, ownAnswers.noRouter);
    const server = turns.get(router.service)?.();
    if (server === undefined) return answerItself({ entrypoint, router }, ownAnswers.noServer);
    const asking = { server, connections, host: host.name };
    await forward(request, response, asking, (outcome) => count({ entrypoint, router, isServed: true }, outcome));

    function answerItself(route: RequestRoute, own: OwnAnswer): void {
      count(route, { code: own.code, requestBytes: 0, responseBytes: own.body.length });
      answerPlainly(response, own);
    }

    function count(route: RequestRoute, outcome: Outcome): void {
      metrics.count(route, {
        ...outcome,
        method: methodLabel(request.method ?? ""),
        protocol: protocolLabel(request.headers),
        durationSeconds: (effects.now() - start) / 1_000,
      });
    }
  }
}
