import type { Socket } from "node:net";
import type { Duration } from "../../core/time.ts";
import type { Tell } from "../be-child.ts";
import { dialOverlay } from "../overlay/dial.ts";
import type { HostConfig } from "./host-config.ts";
import { makeProcessor } from "./processor.ts";

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
}

/** What a host gives to its containers: the overlay network by its switch, and its own processor. */
export function makeHostContext({ name, overlay }: Pick<HostConfig, "name" | "overlay">, tell: Tell): HostContext {
  return {
    name,
    dial: (address, port, signal) => dialOverlay(overlay, address, port, signal),
    listen(address, port) {
      tell({ kind: "listen", address, port });
      return () => tell({ kind: "unlisten", address });
    },
    compute: makeProcessor(),
  };
}
