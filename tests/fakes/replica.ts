import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A web server for proxies, which does as the path says. */
export interface Replica {
  readonly port: number;
  /** The requests so far: how many its connection had carried by then, 1 for the first, and the request's line. */
  readonly asked: string[];
  /** Resolves when a path has been asked for; rejects when that takes too long. */
  whenAsked(path: string): Promise<void>;
  /** Ends the connections of its clients; it goes on listening. */
  endConnections(): void;
  close(): Promise<void>;
}

/** How long a path may not be asked for, ms. */
const patience = 20_000;

/**
 * Starts it on an address.
 *
 * - `/hang` never answers, `/slow` after 300 ms, `/drop` breaks the connection off, `/drop-used` only if it had carried another
 *   request, `/break` in the middle of the answer, `/pause` stops there for ever, `/garbage` is no HTTP.
 * - `/status/304` answers with that status, `/echo` with the request's line and headers and two cookies, `/large` with 3 MB,
 *   all else with the method and the body's length.
 */
export async function startReplica(address = "127.0.0.1", port = 0): Promise<Replica> {
  const asked: string[] = [];
  const heard = new EventEmitter();
  const counts = new WeakMap<Socket, number>();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const count = (counts.get(request.socket) ?? 0) + 1;
    counts.set(request.socket, count);
    asked.push(`${count} ${request.method} ${request.url}`);
    heard.emit(request.url ?? "");
    let length = 0;
    request.on("data", (piece: Uint8Array) => length += piece.length);
    request.on("error", () => {});
    request.on("end", () => act(request, response, count > 1, length));
  });
  server.keepAliveTimeout = 600_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async whenAsked(path) {
      if (!asked.some((line) => line.endsWith(` ${path}`))) {
        await once(heard, path, { signal: AbortSignal.timeout(patience) });
      }
    },
    endConnections() {
      for (const socket of sockets) socket.end();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function act(request: IncomingMessage, response: ServerResponse, isUsed: boolean, length: number): void {
  const [path = "", status = ""] = request.url?.slice(1).split(/[?/]/) ?? [];
  switch (path) {
    case "hang":
      return;
    case "slow":
      return void setTimeout(() => response.end("slow"), 300);
    case "drop":
      return void request.socket.destroy();
    case "drop-used":
      return void (isUsed ? request.socket.destroy() : response.end("fresh"));
    case "break":
      response.write("x".repeat(1_000));
      return void setTimeout(() => request.socket.destroy(), 50);
    case "pause":
      return void response.write("x".repeat(1_000));
    case "garbage":
      return void request.socket.end("GARBAGE\r\n\r\n");
    case "large":
      return void response.end("x".repeat(3_000_000));
    case "status":
      return void response.writeHead(Number(status)).end();
    case "echo":
      return void response.setHeader("Set-Cookie", ["a=1", "b=2"]).end(JSON.stringify(listHeaders(request)));
    default:
      response.setHeader("X-Replica", request.socket.localAddress ?? "");
      response.end(`${request.method} ${length}`);
  }
}

/** The request's line and headers, but what concerns this connection only, and the compression that Go asks for by itself. */
function listHeaders({ url, headersDistinct }: IncomingMessage): readonly string[] {
  const lines = Object.entries(headersDistinct).map(([name, values]) => `${name}: ${values?.join(" | ")}`);
  return [url ?? "", ...lines.filter((line) => !/^(connection:|accept-encoding: gzip$)/.test(line)).sort()];
}
