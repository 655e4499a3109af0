import { connect, type Socket } from "node:net";
import { readSocketLine } from "./socket-line.ts";

/**
 * A connection through the overlay network: `overlay` is the switch' port on loopback, `address` and `port` are whom it
 * is to reach. The first byte that the socket receives is the other side's.
 *
 * - Where a dead host had the address nobody answers, and the promise stays open until `signal` gives up.
 * - Rejects with an error of code `ECONNREFUSED` when the host is alive and nothing listens there.
 */
export async function dialOverlay(
  overlay: number,
  address: string,
  port: number,
  signal?: AbortSignal,
): Promise<Socket> {
  signal?.throwIfAborted();
  const socket = connect({ host: "127.0.0.1", port: overlay, noDelay: true });
  let failure: Error | undefined;
  const onError = (error: Error) => void (failure = error);
  const giveUp = () => void socket.destroy();
  socket.on("error", onError);
  signal?.addEventListener("abort", giveUp, { once: true });
  socket.write(`${address}:${port}\n`);
  const answer = await readSocketLine(socket, "connected".length);
  signal?.removeEventListener("abort", giveUp);
  if (answer === "connected" && signal?.aborted !== true) {
    socket.off("error", onError);
    return socket;
  }
  socket.destroy();
  signal?.throwIfAborted();
  throw answer === "refused"
    ? refusal(address, port)
    : failure ?? new Error("Cannot dial: the overlay network is gone");
}

/** In the words of Node for a connection that is refused. */
function refusal(address: string, port: number): NodeJS.ErrnoException {
  const error = new Error(`connect ECONNREFUSED ${address}:${port}`);
  return Object.assign(error, { code: "ECONNREFUSED", syscall: "connect", address, port });
}
