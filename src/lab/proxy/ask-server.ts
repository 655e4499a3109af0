import { type IncomingMessage, request as startRequest } from "node:http";
import type { Connections, Lease } from "./connections.ts";
import { requestHeaders } from "./message-headers.ts";
import type { Server } from "./routes.ts";

/** What a request is asked with. */
export interface Asking {
  readonly server: Server;
  readonly connections: Connections;
  /** The name of this host. */
  readonly host: string;
  /** Aborted when the client has gone: nobody wants the answer any more. */
  readonly gone: AbortSignal;
  /** Hears of every piece of the request's body that is sent on. */
  onBody(bytes: number): void;
}

/**
 * Sends a client's request on to a server and resolves with the head of its answer. Rejects when there is none.
 *
 * As Go's transport does, it asks again when a connection that had been used before breaks without an answer, since the
 * server may have closed it just then; but only what may be asked twice. A server that is silent is waited for, for ever.
 */
export async function askServer(request: IncomingMessage, asking: Asking): Promise<IncomingMessage> {
  for (;;) {
    const lease = await asking.connections.acquire(asking.server);
    try {
      return await send(request, lease, asking);
    } catch (error) {
      if (asking.gone.aborted || !lease.isReused || !isRepeatable(request)) throw error;
    }
  }
}

function send(request: IncomingMessage, { socket }: Lease, { host, gone, onBody }: Asking): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = startRequest({
      createConnection: () => socket,
      method: request.method,
      path: pathOf(request),
      headers: requestHeaders(request, host),
      setHost: false,
    });
    outgoing.once("response", resolve);
    outgoing.on("error", reject);
    const giveUp = () => void outgoing.destroy();
    gone.addEventListener("abort", giveUp, { once: true });
    outgoing.once("close", () => gone.removeEventListener("abort", giveUp));
    if (gone.aborted) giveUp();
    else if (hasBody(request)) request.on("data", (piece: Uint8Array) => onBody(piece.length)).pipe(outgoing);
    else outgoing.end();
  });
}

/** A server may take a semicolon for a separator and Go does not: Traefik writes `&` for it, so that both read the same. */
function pathOf({ url = "/" }: IncomingMessage): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query) + url.slice(query).replaceAll(";", "&");
}

function isRepeatable(request: IncomingMessage): boolean {
  if (hasBody(request)) return false;
  return ["GET", "HEAD", "OPTIONS", "TRACE"].includes(request.method ?? "") ||
    ["idempotency-key", "x-idempotency-key"].some((name) => request.headers[name] !== undefined);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
