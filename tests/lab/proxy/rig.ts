import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as startRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { type ProxyEffects, startProxy } from "../../../src/lab/proxy/proxy.ts";
import { systemTimers } from "../../../src/lab/proxy/timers.ts";
import { type FakeRoutes, fakeRoutes, type RoutedService, routeLabels } from "../../fakes/swarm-routes.ts";
import { type Replica, startReplica } from "../../fakes/replica.ts";
import { until } from "../../system/lab/until.ts";

/** A proxy on loopback, between an engine and a replica that stands behind every address of the overlay network. */
export interface ProxyRig {
  readonly engine: FakeRoutes;
  readonly replica: Replica;
  /** Addresses where a dial is never answered. */
  readonly silent: Set<string>;
  /** The connections that were dialled, oldest first. */
  readonly dialled: readonly Socket[];
  /** Waits until somebody has dialled a silent address. */
  whenDialledInVain(): Promise<void>;
  /** What the proxy told its operator. */
  readonly said: readonly string[];
  /** The port of loopback that the overlay network has for an address. */
  readonly listening: ReadonlyMap<string, number>;
  ask(path: string, wish?: Wish): Promise<Answer>;
  /** The values of the metrics, by what stands before them. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  /** Reads the metrics until they are as wanted; what a client does is seen by the proxy a moment later. */
  until(isWanted: (metrics: ReadonlyMap<string, number>) => boolean): Promise<void>;
  /** Waits until the proxy has read the swarm once more. */
  nextLook(): Promise<void>;
  /** Waits until a connection that was dialled is closed; 0 for the first. */
  untilClosed(dial: number): Promise<void>;
  closeProxy(): Promise<void>;
  close(): Promise<void>;
}

export interface Wish {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The request ends with a part of its body. */
  readonly isUnfinished?: boolean;
  /** Hears of the request when it is on its way, and may destroy it. */
  onSent?(request: ClientRequest): void;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

/** How long a proxy may take to see what a test has done, on a machine that is busy, ms. */
const patience = 20_000;

/** Service `web` of the swarm, with a task at each of these addresses. */
export function webAt(replica: Replica, ...addresses: readonly string[]): RoutedService {
  return {
    name: "album_web",
    labels: routeLabels("web", "album.test", replica.port),
    tasks: addresses.map((address) => ({ address })),
  };
}

/** Starts it; `flags` are added to what the demo's proxy is told. The service `web` runs at 10.0.1.5. */
export async function startRig(flags: readonly string[] = [], effects: Partial<ProxyEffects> = {}): Promise<ProxyRig> {
  const [engine, replica] = await Promise.all([fakeRoutes(), startReplica()]);
  const silent = new Set<string>();
  const dialled: Socket[] = [];
  let isInVain = false;
  const said: string[] = [];
  const listening = new Map<string, number>();
  engine.run([webAt(replica, "10.0.1.5")]);
  const args = [
    "--providers.swarm=true",
    `--providers.swarm.endpoint=tcp://127.0.0.1:${engine.port}`,
    "--providers.swarm.refreshSeconds=10ms",
    "--providers.providersThrottleDuration=10ms",
    "--entrypoints.web.address=:80",
    "--metrics.prometheus=true",
    "--metrics.prometheus.entryPoint=web",
    "--metrics.prometheus.addRoutersLabels=true",
    ...flags,
  ];
  const proxy = await startProxy(
    {
      task: "task-proxy",
      service: "album_proxy",
      slot: 1,
      image: "traefik:3",
      args,
      address: "10.0.1.2",
      published: {},
    },
    {
      name: "manager",
      async dial(address, port, signal) {
        if (silent.has(address)) {
          isInVain = true;
          return await new Promise((_, reject) => signal?.addEventListener("abort", reject));
        }
        const socket = connect(port, "127.0.0.1");
        await once(socket, "connect");
        dialled.push(socket);
        return socket;
      },
      listen(address, port) {
        listening.set(address, port);
        return () => void listening.delete(address);
      },
      compute: () => Promise.resolve(),
    },
    {
      fetch: (input, init) => fetch(input, init),
      now: () => Date.now(),
      ...systemTimers,
      say: (words) => void said.push(words),
      ...effects,
    },
  );

  const port = listening.get("10.0.1.2");

  async function ask(path: string, wish: Wish = {}): Promise<Answer> {
    const { host = "album.test", method = "GET", headers = {}, body, isUnfinished, onSent } = wish;
    const request = startRequest({
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { host, ...headers },
      agent: false,
    });
    const late = setTimeout(() => request.destroy(new Error(`${path} was not answered in time`)), patience);
    request.once("close", () => clearTimeout(late));
    if (isUnfinished) request.write(body, () => onSent?.(request));
    else request.end(body, () => onSent?.(request));
    const [answer] = await once(request, "response") as [IncomingMessage];
    let text = "";
    for await (const piece of answer.setEncoding("utf8")) text += piece;
    return { status: answer.statusCode ?? 0, body: text, headers: answer.headers };
  }

  async function metrics(): Promise<ReadonlyMap<string, number>> {
    const { body } = await ask("/metrics");
    const lines = body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
  }

  return {
    engine,
    replica,
    silent,
    dialled,
    whenDialledInVain: () => until("somebody dials in vain", () => Promise.resolve(isInVain), patience, 5),
    said,
    listening,
    ask,
    metrics,
    until: (isWanted) => until("the metrics are as wanted", async () => isWanted(await metrics()), patience, 5),
    async nextLook() {
      // The first look that begins after now is over when the next one begins.
      const wanted = looks() + 2;
      await until("the proxy has read the swarm", () => Promise.resolve(looks() >= wanted), patience, 5);
    },
    async untilClosed(dial) {
      await until("a connection is closed", () => Promise.resolve(dialled[dial]?.destroyed === true), patience, 5);
    },
    closeProxy: () => proxy.close(),
    async close() {
      await proxy.close();
      await Promise.all([engine.close(), replica.close()]);
    },
  };

  function looks(): number {
    return engine.asked.filter((path) => path === "/services").length;
  }
}
