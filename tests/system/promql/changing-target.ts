import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Instant } from "../../../src/core/time.ts";
import { expositionType } from "../../../src/lab/exposition/write-exposition.ts";

/** Which Prometheus was told something. */
export type Side = "real" | "embedded";

/** A target that keeps a log of what it told whom. */
export interface ChangingTarget {
  /** Host and port. */
  readonly address: string;
  /** The present state. */
  state(): number;
  enter(state: number): void;
  /** Each answer: to whom, when it was asked, and in which state. */
  readonly told: readonly Told[];
  /** Ends it and every connection; `revive` lets it answer again, on the same port. */
  die(): Promise<void>;
  revive(): Promise<void>;
}

export interface Told {
  readonly side: Side;
  readonly at: Instant;
  readonly state: number;
}

/** Starts a target on loopback that exposes a text of its state. */
export async function startTarget(textOf: (state: number) => string): Promise<ChangingTarget> {
  let state = 0;
  const told: Told[] = [];
  let server = serve();
  await listening(server, 0);
  const { port } = server.address() as AddressInfo;

  function serve(): Server {
    return createServer((request, response) => {
      const side = /^Prometheus\//.test(request.headers["user-agent"] ?? "") ? "real" : "embedded";
      told.push({ side, at: Date.now(), state });
      response.writeHead(200, { "Content-Type": expositionType }).end(textOf(state));
    });
  }

  return {
    address: `127.0.0.1:${port}`,
    state: () => state,
    enter: (next) => void (state = next),
    told,
    async die() {
      const ended = once(server, "close");
      server.close();
      server.closeAllConnections();
      await ended;
    },
    async revive() {
      server = serve();
      await listening(server, port);
    },
  };
}

async function listening(server: Server, port: number): Promise<void> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}
