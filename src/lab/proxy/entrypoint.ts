import { createServer, type RequestListener } from "node:http";
import type { Socket } from "node:net";
import type { Duration } from "../../core/time.ts";
import { listenOn } from "../listen.ts";

/** A port at which clients reach the proxy. */
export interface Entrypoint {
  /** On loopback. */
  readonly port: number;
  /** Ends it and the connections of its clients. */
  close(): Promise<void>;
}

/** How long Traefik keeps a client's idle connection, and waits for a whole request. */
const idleTimeout: Duration = 180_000;
const readTimeout: Duration = 60_000;

/** Listens on a port of loopback; `onConnect` hears of clients' connections that come (1) and go (-1). */
export async function openEntrypoint(
  port: number,
  what: string,
  onRequest: RequestListener,
  onConnect: (change: 1 | -1) => void,
): Promise<Entrypoint> {
  const sockets = new Set<Socket>();
  const server = createServer({ keepAliveTimeout: idleTimeout, requestTimeout: readTimeout, noDelay: true }, onRequest);
  server.on("connection", (socket) => {
    sockets.add(socket);
    onConnect(1);
    socket.once("close", () => {
      sockets.delete(socket);
      onConnect(-1);
    });
  });
  return {
    port: await listenOn(server, port, what),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
