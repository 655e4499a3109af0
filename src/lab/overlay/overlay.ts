import { createServer, type Socket } from "node:net";
import type { Duration } from "../../core/time.ts";
import { listenOn } from "../listen.ts";
import { fallSilent, type Link, type LinkEffects, refuse, startLink } from "./link.ts";
import { readSocketLine } from "./socket-line.ts";

/** The switch of the overlay network: connects whoever asks for an address with the port of loopback that serves it. */
export interface Overlay {
  /** Where it is asked, on loopback. */
  readonly port: number;
  /** From now on the address is served by this port of loopback, by a program of the host. */
  attach(host: string, address: string, port: number): void;
  /** The host serves the address no longer. */
  detach(host: string, address: string): void;
  /** All connections to the host fall silent. Its addresses stay its own; when it starts again nobody listens there. */
  hostDied(host: string): void;
  /** Ends it and every connection. */
  close(): Promise<void>;
}

/** What the switch asks of its surroundings. */
export type OverlayEffects = Pick<LinkEffects, "after">;

const systemEffects: OverlayEffects = {
  after(delay, call) {
    // A process that was busy sees first that the time is over, and a turn later what happened meanwhile.
    const timer = setTimeout(() => setImmediate(() => setImmediate(call)), delay);
    return () => clearTimeout(timer);
  },
};

/** Who asks for nothing for so long is cut. */
const patience: Duration = 10_000;

/** `255.255.255.255:65535`. */
const longestLine = 21;

/**
 * Starts the switch. A client sends `10.0.1.6:3000` and a newline, and hears `connected` or `refused` and a newline, or
 * nothing where a dead host had the address, as packets to a dead host are lost. Connections that were open when a host
 * died are silent for `unreachable` ms, then they break. `isAlive` says whether a host lives now.
 */
export async function startOverlay(
  isAlive: (host: string) => boolean,
  unreachable: Duration,
  effects: OverlayEffects = systemEffects,
): Promise<Overlay> {
  /** A port that is `undefined` belonged to a former life of the host. */
  const addresses = new Map<string, { readonly host: string; readonly port: number | undefined }>();
  const clients = new Set<Socket>();
  const links = new Set<Link>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => void accept(client));
  const port = await listenOn(server, 0, "the overlay network");
  return { port, attach, detach, hostDied, close };

  async function accept(client: Socket): Promise<void> {
    clients.add(client);
    client.once("close", () => clients.delete(client));
    client.on("error", () => {});
    const callOff = effects.after(patience, () => client.destroy());
    const line = await readSocketLine(client, longestLine);
    callOff();
    const address = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(line ?? "")?.[1];
    if (address === undefined) client.destroy();
    else answer(client, address);
  }

  function answer(client: Socket, address: string): void {
    const served = addresses.get(address);
    if (served === undefined) return refuse(client);
    const { host, port } = served;
    if (!isAlive(host)) return fallSilent(client);
    if (port === undefined) return refuse(client);
    const link = startLink(client, { host, port, unreachable }, { isAlive, after: effects.after });
    links.add(link);
    client.once("close", () => links.delete(link));
  }

  function attach(host: string, address: string, port: number): void {
    addresses.set(address, { host, port });
  }

  function detach(host: string, address: string): void {
    if (addresses.get(address)?.host === host) addresses.delete(address);
  }

  function hostDied(host: string): void {
    for (const [address, served] of addresses) {
      if (served.host === host) addresses.set(address, { host, port: undefined });
    }
    for (const link of links) if (link.host === host) link.silence();
  }

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const client of clients) client.destroy();
    });
  }
}
