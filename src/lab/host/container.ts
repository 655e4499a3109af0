import type { HostContext } from "./host-context.ts";

/** A task's program, running on a host. */
export interface Container {
  /** Ends it and all its connections. */
  close(): Promise<void>;
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
