import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { UserError } from "../core/user-error.ts";
import { answerApi, type ApiAnswer } from "../promql/api/answer-api.ts";
import { ApiFailure } from "../promql/api/api-failure.ts";
import { formatFailure } from "../promql/api/envelope.ts";
import { readApiRequest } from "../promql/api/read-request.ts";
import type { ServedArchive } from "../promql/api/served-archive.ts";

/** What the server asks of its surroundings. */
export interface ArchiveServerEffects {
  /** A clock in ms, for the time that a query may take. */
  now(): number;
}

/** A session's archive behind Prometheus' HTTP API. */
export interface ArchiveServer {
  readonly url: string;
  /** Ends it and every connection. */
  close(): Promise<void>;
}

const systemEffects: ArchiveServerEffects = { now: () => performance.now() };

/** By these names a client on this machine, or in a container on it, may call the server. */
const ownNames = /^(?:127\.0\.0\.1|localhost|\[::1\]|host\.docker\.internal)(?::\d+)?$/i;

/** What lets a page of this machine ask, such as a Grafana's; Prometheus lets every page, but what is recorded is not for every page. */
const crossOrigin = {
  "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, Origin",
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
  "Access-Control-Expose-Headers": "Date",
  "Vary": "Origin",
} as const;

/** While answers of so many bytes wait for their readers, no other is made. */
const mostUnread = 64_000_000;

/** What the requests to a server share. */
interface Service {
  readonly archive: ServedArchive;
  readonly effects: ArchiveServerEffects;
  /** Bytes of answers that their clients have not taken yet. */
  unread: number;
}

/**
 * Serves an archive on 127.0.0.1; port 0 is any free one. `UserError` when the port cannot be had.
 *
 * - One query is evaluated at a time, and everything waits for it, at most 30 s: see `longestQuery`.
 * - A client that sends or reads nothing for a minute, or takes longer than 10 s to ask, is cut off.
 * - While 64 MB of answers wait for clients that read slowly, others are put off with a 503.
 */
export async function serveArchive(
  archive: ServedArchive,
  port: number,
  effects: ArchiveServerEffects = systemEffects,
): Promise<ArchiveServer> {
  const service: Service = { archive, effects, unread: 0 };
  const server = createServer({ connectionsCheckingInterval: 1_000 }, (request, response) => {
    answer(service, request, response).catch(() => response.destroy());
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  server.setTimeout(60_000);
  await listen(server, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: "another program has it",
      EACCES: "this user may not have it",
    };
    throw new UserError(
      `Cannot serve on port ${port}: ${reasons[code ?? ""] ?? message}; choose one with --port, or any with --port 0`,
      { cause: error },
    );
  }
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined && ownNames.test(origin.replace(/^https?:\/\//, ""))) {
    response.setHeader("Access-Control-Allow-Origin", origin);
    for (const [name, value] of Object.entries(crossOrigin)) response.setHeader(name, value);
  }
  if (!ownNames.test(request.headers.host ?? "127.0.0.1")) {
    return send(request, response, plain(403, "Only this machine is answered: call it 127.0.0.1 or localhost\n"));
  }
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  if (!/^(GET|HEAD|POST)$/.test(request.method ?? "")) {
    response.setHeader("Allow", "GET, HEAD, OPTIONS, POST");
    return send(request, response, plain(405, "Method Not Allowed\n"));
  }
  try {
    const asked = await readApiRequest(request);
    // A client that went away while another's query was evaluated is noticed here.
    await turn();
    if (response.destroyed) return;
    if (service.unread > mostUnread) {
      throw new ApiFailure("unavailable", `answers of ${service.unread} bytes wait to be read: ask again later`);
    }
    const made = answerApi(service.archive, asked, service.effects);
    const { length } = made.body;
    service.unread += length;
    response.once("close", () => service.unread -= length);
    send(request, response, made);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    // What is left of a form is not waited for.
    response.setHeader("Connection", "close");
    send(request, response, { status: error.status, type: "application/json", body: formatFailure(error) });
  }
}

function plain(status: number, body: string): ApiAnswer {
  return { status, type: "text/plain", body };
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body }: ApiAnswer): void {
  const bytes = new TextEncoder().encode(body);
  response.writeHead(status, {
    "Content-Type": type === "text/plain" ? "text/plain; charset=utf-8" : type,
    "Content-Length": bytes.length,
    "X-Content-Type-Options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}
