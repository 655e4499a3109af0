import type { Socket } from "node:net";
import type { Duration } from "../../core/time.ts";
import type { HostContext } from "../host/host-context.ts";
import type { Server } from "./routes.ts";
import { systemTimers, type Timers } from "./timers.ts";

/** A connection to a server, for one request. */
export interface Lease {
  readonly socket: Socket;
  /** Whether it has carried a request before: its server may have closed it meanwhile. */
  readonly isReused: boolean;
}

/** The proxy's connections to servers, which are kept when a request is over, and used again. */
export interface Connections {
  /**
   * The one that was idle for the shortest time, or a new one. Rejects with the dial's error; with the code `ETIMEDOUT` when
   * the dial does not end in time.
   */
  acquire(server: Server): Promise<Lease>;
  /** Ends all of them, and the dials that go on. */
  close(): void;
}

/**
 * No connections yet; `dial` opens them.
 *
 * A socket that node:http calls free is idle again. Its own `Agent` would do this, but on Deno that one dials again, on its
 * own account, when a used connection breaks (measured on 2.9).
 */
export function keepConnections(
  dial: HostContext["dial"],
  dialTimeout: Duration,
  timers: Timers = systemTimers,
): Connections {
  const idle = new Map<string, Socket[]>();
  const all = new Set<Socket>();
  const closing = new AbortController();

  async function open({ address, port }: Server): Promise<Socket> {
    const socket = await dialWithin(dialTimeout, closing.signal, timers, (signal) => dial(address, port, signal));
    const free = listOf(`${address}:${port}`);
    all.add(socket);
    socket.on("free", () => void free.push(socket));
    for (const end of ["end", "error", "close"]) socket.on(end, () => drop(socket, free));
    socket.once("close", () => all.delete(socket));
    if (closing.signal.aborted) socket.destroy();
    return socket;
  }

  function listOf(key: string): Socket[] {
    const list = idle.get(key) ?? [];
    idle.set(key, list);
    return list;
  }

  return {
    async acquire(server) {
      const socket = listOf(`${server.address}:${server.port}`).pop();
      return socket === undefined ? { socket: await open(server), isReused: false } : { socket, isReused: true };
    },
    close() {
      closing.abort(new Error("The proxy was closed"));
      for (const socket of all) socket.destroy();
    },
  };
}

function drop(socket: Socket, list: Socket[]): void {
  const index = list.indexOf(socket);
  if (index >= 0) list.splice(index, 1);
}

async function dialWithin(
  timeout: Duration,
  closing: AbortSignal,
  { after }: Timers,
  dial: (signal: AbortSignal) => Promise<Socket>,
): Promise<Socket> {
  const patience = new AbortController();
  const signal = AbortSignal.any([patience.signal, closing]);
  const isOver = new Promise<never>((_, reject) => signal.addEventListener("abort", reject, { once: true }));
  const callOff = after(timeout, () => {
    patience.abort(Object.assign(new Error("The dial did not end in time"), { code: "ETIMEDOUT" }));
  });
  const dialling = dial(signal);
  dialling.then((socket) => signal.aborted && socket.destroy(), () => {});
  try {
    return await Promise.race([dialling, isOver]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    callOff();
  }
}
