import type { Tell } from "../be-child.ts";
import { dialOverlay } from "../overlay/dial.ts";
import type { HostContext } from "./container.ts";
import type { HostConfig } from "./host-config.ts";
import { makeProcessor } from "./processor.ts";

/** What a host gives to its containers: the overlay network by its switch, and its own processor. */
export function makeHostContext({ name, overlay }: HostConfig, engine: number, tell: Tell): HostContext {
  return {
    name,
    engine,
    dial: (address, port, signal) => dialOverlay(overlay, address, port, signal),
    listen(address, port) {
      tell({ kind: "listen", address, port });
      return () => tell({ kind: "unlisten", address });
    },
    compute: makeProcessor(),
  };
}
