import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { answerApi, type ApiAnswer } from "../../promql/api/answer-api.ts";
import { ApiFailure } from "../../promql/api/api-failure.ts";
import { formatFailure } from "../../promql/api/envelope.ts";
import { readApiRequest } from "../../promql/api/read-request.ts";
import type { ServedLive } from "../../promql/api/served-live.ts";
import { closeServer } from "../close-server.ts";
import { expositionType } from "../exposition/write-exposition.ts";
import { listenOn } from "../listen.ts";

/** What is served. */
export interface ServedPrometheus {
  readonly live: ServedLive;
  /** Its own metrics in the text format. */
  metrics(): string;
  /** A clock in ms that never jumps, for the time that a query may take. */
  elapsed(): number;
}

/** A server that listens. */
export interface PrometheusServer {
  readonly port: number;
  /** Ends it and every connection. */
  close(): Promise<void>;
}

/** Serves a Prometheus on 127.0.0.1; port 0 is any free one. `UserError` when the port cannot be had. */
export async function servePrometheus(served: ServedPrometheus, port: number): Promise<PrometheusServer> {
  const server = createServer((request, response) => {
    answer(served, request).then((made) => send(response, made, request.method), () => response.destroy());
  });
  const chosen = await listenOn(server, port, "Prometheus");
  return { port: chosen, close: () => closeServer(server) };
}

interface Answer extends Pick<ApiAnswer, "status" | "body"> {
  readonly type: string;
  /** What is left of the request is not waited for. */
  readonly isLast?: boolean;
}

async function answer({ live, metrics, elapsed }: ServedPrometheus, request: IncomingMessage): Promise<Answer> {
  if (!/^(GET|HEAD|POST)$/.test(request.method ?? "")) {
    return { status: 405, type: "text/plain", body: "Method Not Allowed\n" };
  }
  try {
    const asked = await readApiRequest(request);
    if (asked.path === "/metrics") return { status: 200, type: expositionType, body: metrics() };
    return answerApi(live, asked, { now: elapsed });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { status: error.status, type: "application/json", body: formatFailure(error), isLast: true };
  }
}

function send(response: ServerResponse, { status, type, body, isLast }: Answer, method: string | undefined): void {
  const bytes = new TextEncoder().encode(body);
  response.writeHead(status, {
    "Content-Type": type === "text/plain" ? "text/plain; charset=utf-8" : type,
    "Content-Length": bytes.length,
    ...isLast ? { Connection: "close" } : {},
  });
  response.end(method === "HEAD" ? undefined : bytes);
}
