import { connect, type Socket } from "node:net";
import type { Duration } from "../../core/time.ts";

/** A connection through the switch: from a client to the port of loopback that stands for an address. */
export interface Link {
  readonly host: string;
  /** Nothing comes from the host any more, not even an end, and what the client sends is lost: until `unreachable`. */
  silence(): void;
}

/** What a link leads to. */
export interface LinkTarget {
  readonly host: string;
  /** On loopback. */
  readonly port: number;
  /** How long a connection to a dead host stays silent before it breaks. */
  readonly unreachable: Duration;
}

/** What a link asks of its surroundings. */
export interface LinkEffects {
  isAlive(host: string): boolean;
  /** Calls after so many ms, when everything that had happened by then has been heard; answers how to call it off. */
  after(delay: Duration, call: () => void): () => void;
}

/**
 * How long an end from the host's side is held back. When a host's process is killed, the kernel closes its sockets
 * before this process hears of the death: only then is it known whether a program ended the connection or a host died.
 */
const grace: Duration = 100;

/** Connects a client that has asked for an address. A client that is not yet connected when the host dies never is. */
export function startLink(client: Socket, { host, port, unreachable }: LinkTarget, effects: LinkEffects): Link {
  let connected = false;
  let silent = false;
  const upstream = connect({ host: "127.0.0.1", port, noDelay: true, allowHalfOpen: true });
  upstream.once("connect", () => {
    if (!effects.isAlive(host)) return silence();
    connected = true;
    client.write("connected\n");
    client.pipe(upstream);
    upstream.pipe(client, { end: false });
  });
  upstream.once("end", () => afterGrace(() => client.end()));
  upstream.once("error", () => afterGrace(() => connected ? client.resetAndDestroy() : refuse(client)));
  client.once("close", () => upstream.destroy());
  return { host, silence };

  function afterGrace(pass: () => void): void {
    effects.after(grace, () => {
      if (silent || client.destroyed) return;
      if (effects.isAlive(host)) pass();
      else silence();
    });
  }

  function silence(): void {
    if (silent) return;
    silent = true;
    upstream.unpipe(client);
    client.unpipe(upstream);
    upstream.destroy();
    fallSilent(client);
    if (connected) client.once("close", effects.after(unreachable, () => client.resetAndDestroy()));
  }
}

/** Tells a client that nobody listens where it wants to go. */
export function refuse(client: Socket): void {
  client.end("refused\n");
  client.resume();
}

/** Swallows what a client sends until it goes, and tells it nothing. */
export function fallSilent(client: Socket): void {
  client.once("end", () => client.destroy());
  client.resume();
}
