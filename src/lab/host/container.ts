import type { Duration } from "../../core/time.ts";
import type { Socket } from "node:net";

/** A task's program, running on a host. */
export interface Container {
  /** Ends it and all its connections. */
  close(): Promise<void>;
}

/** What a host gives to the programs that run on it. */
export interface HostContext {
  /** The host's name. */
  readonly name: string;
  /** Opens a connection to an address of the overlay network (`10.0.1.6`); hangs where a dead host had it, until `signal`. */
  dial(address: string, port: number, signal?: AbortSignal): Promise<Socket>;
  /** Tells the overlay network that an address is served by this port of loopback; answers how to take it back. */
  listen(address: string, port: number): () => void;
  /** Takes the host's one processor for so long; whoever comes while it is taken waits in line. */
  compute(duration: Duration): Promise<void>;
  /** The port of the manager's Engine API on loopback. */
  readonly engine: number;
}

/** A task as a host is told to run it. */
export interface Assignment {
  readonly task: string;
  readonly service: string;
  readonly slot: number;
  readonly image: string;
  /** The program's arguments, such as Traefik's `--entrypoints.web.address=:80`. */
  readonly args: readonly string[];
  /** Its address in the overlay network, without the mask. */
  readonly address: string;
  /** Ports of the host that lead to it, by what is published there: `{ 80: 4780 }`. */
  readonly published: Readonly<Record<number, number>>;
}

/** Starts the program of an image. Throws when it cannot. */
export type StartContainer = (assignment: Assignment, host: HostContext) => Promise<Container>;
