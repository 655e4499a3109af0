import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What a fake server does to a request in place of answering well. */
export type Fault =
  | { readonly kind: "none" }
  | { readonly kind: "hang" }
  | { readonly kind: "slow"; readonly delay: number }
  | { readonly kind: "status"; readonly status: number; readonly body: string }
  /** Half of the good body, its length announced whole. */
  | { readonly kind: "truncate" }
  /** Half of the good body as if it were all. */
  | { readonly kind: "half" }
  /** The connection is broken off without an answer. */
  | { readonly kind: "drop" };

/** A fake server on loopback, which misbehaves as told. */
export interface FakeServer {
  readonly url: string;
  readonly port: number;
  /** Chooses the fault of each request from now on. */
  fault(choose: (path: string) => Fault): void;
  /** Paths asked so far, oldest first. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** An answer of a fake: a body, or a function that takes the response over. */
export type Reply =
  | { readonly status?: number; readonly type?: string; readonly body: string }
  | ((response: ServerResponse) => void);

/** Starts a fake server; `port` 0 chooses a free one. */
export async function serveFake(
  reply: (path: string, request: IncomingMessage, body: string) => Reply,
  port = 0,
): Promise<FakeServer> {
  let choose: (path: string) => Fault = () => ({ kind: "none" });
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "/";
      asked.push(path);
      const answer = () => reply(path, request, chunks.map((chunk) => new TextDecoder().decode(chunk)).join(""));
      misbehave(choose(path), answer, response);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    asked,
    fault: (next) => void (choose = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function misbehave(fault: Fault, answer: () => Reply, response: ServerResponse): void {
  switch (fault.kind) {
    case "hang":
      return;
    case "drop":
      response.destroy();
      return;
    case "slow":
      setTimeout(() => send(answer(), response), fault.delay);
      return;
    case "status":
      send({ status: fault.status, body: fault.body }, response);
      return;
    case "truncate":
    case "half": {
      const reply = answer();
      const body = typeof reply === "function" ? "" : reply.body;
      const length = fault.kind === "truncate" ? { "Content-Length": body.length } : {};
      response.writeHead(200, { "Content-Type": "application/json", ...length });
      response.write(body.slice(0, body.length / 2));
      if (fault.kind === "truncate") setTimeout(() => response.destroy(), 5);
      else response.end();
      return;
    }
    case "none":
      send(answer(), response);
  }
}

function send(reply: Reply, response: ServerResponse): void {
  if (typeof reply === "function") return reply(response);
  response.writeHead(reply.status ?? 200, { "Content-Type": reply.type ?? "application/json" });
  response.end(reply.body);
}
