import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Instant } from "../../core/time.ts";
import type { LabSwarm } from "../swarm/lab-swarm.ts";
import { answerEngine, pageNotFound } from "./answer.ts";
import type { EngineEventLog } from "./event-log.ts";
import { isAskedFor } from "./events.ts";
import { readFilters } from "./filters.ts";
import { apiVersions, type EngineHost, labVersion } from "./host.ts";
import { stripVersion } from "./path.ts";
import { EngineRefusal } from "./refusal.ts";

/** A timer of more ms would go off at once. */
const longestTimer = 2 ** 31 - 1;

/** What the Engine API is answered from. */
export interface EngineSource {
  swarm(): LabSwarm;
  readonly host: EngineHost;
  readonly events: EngineEventLog;
  now(): Instant;
}

/** The part of the Docker Engine API that recorders, Traefik's provider and a look around use; it does not listen yet. */
export function createEngineServer(source: EngineSource): Server {
  return createServer((request, response) => {
    try {
      answer(source, request, response);
    } catch (error) {
      const refusal = error instanceof EngineRefusal ? error : new EngineRefusal(500, String(error));
      send(request, response, refusal.status, "application/json", jsonLine({ message: refusal.message }));
    }
  });
}

function answer(source: EngineSource, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://engine");
  response.setHeader("Api-Version", apiVersions.most);
  response.setHeader("Docker-Experimental", "false");
  response.setHeader("Ostype", source.host.machine.os);
  response.setHeader("Server", `Drillbook/${labVersion}`);
  const path = stripVersion(pathname);
  if (path === "/_ping" && /^(GET|HEAD)$/.test(request.method ?? "")) {
    response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
    return send(request, response, 200, "text/plain; charset=utf-8", "OK");
  }
  if (request.method !== "GET") throw pageNotFound();
  if (path === "/events") return streamEvents(source, searchParams, response);
  const value = answerEngine(source.swarm(), source.host, { pathname: path, searchParams }, source.now());
  send(request, response, 200, "application/json", jsonLine(value));
}

function streamEvents({ events, now }: EngineSource, asked: URLSearchParams, response: ServerResponse): void {
  const filters = readFilters(asked.get("filters"));
  const since = readInstant(asked.get("since"));
  const until = readInstant(asked.get("until"));
  response.writeHead(200, { "Content-Type": "application/json" });
  response.flushHeaders();
  const stop = events.follow(since, (event) => {
    if (isAskedFor(event, filters)) response.write(jsonLine(event));
  });
  const timer = until === undefined
    ? undefined
    : setTimeout(() => response.end(), Math.min(Math.max(0, until - now()), longestTimer));
  response.on("close", () => {
    stop();
    clearTimeout(timer);
  });
}

/** Seconds since the epoch, perhaps with a fraction, as ms. Throws `EngineRefusal`. */
function readInstant(text: string | null): Instant | undefined {
  if (text === null || text === "") return undefined;
  if (!/^\d+(\.\d*)?$/.test(text)) {
    throw new EngineRefusal(500, `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  return Math.round(Number(text) * 1_000);
}

function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function send(request: IncomingMessage, response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "Content-Type": type });
  response.end(request.method === "HEAD" ? undefined : body);
}
