import type { Duration } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import type { ChildLine } from "./child-line.ts";
import { type Child, startChild } from "./child-process.ts";
import { type Clients, startClients } from "./clients/clients.ts";
import type { HostConfig } from "./host/host-config.ts";
import { type HostName, hostNames, type LabEvent } from "./lab-event.ts";
import { checkPorts, type LabPorts } from "./lab-ports.ts";
import { nodeTold, wholeSince } from "./lab-state.ts";
import { startOverlay } from "./overlay/overlay.ts";
import { type Pace, rateWindow } from "./pace.ts";
import { labPrometheus } from "./prometheus/config.ts";
import { type PrometheusKind, startPrometheus } from "./prometheus/start-prometheus.ts";
import { siteHost } from "./swarm/services.ts";
import { until } from "./until.ts";

/** What a lab is raised with. */
export interface LabOptions {
  readonly ports: LabPorts;
  readonly pace: Pace;
  readonly prometheus: PrometheusKind;
  /** Hears of everything that the lab does. */
  onEvent(event: LabEvent): void;
  /** Ends the raising, and breaks the lab once it is up. */
  readonly stop: AbortSignal;
}

/** A lab that is up: three hosts, an album behind a proxy, Prometheus and clients, all on this machine. */
export interface Lab {
  /** Cuts the power of hosts: a SIGKILL each. */
  kill(...hosts: readonly HostName[]): Promise<void>;
  /** Starts hosts that were killed; resolves when the manager calls them ready. */
  start(...hosts: readonly HostName[]): Promise<void>;
  /** What it did so far, in order. */
  readonly events: readonly LabEvent[];
  /** Rejects when a part of the lab dies that nobody killed, and when it is stopped. */
  readonly broken: Promise<never>;
  /** Ends everything; calling it again does nothing. */
  close(): Promise<void>;
}

/** How long the lab may take to become whole, or to take a host back. */
const patience: Duration = 30_000;

/** So many answers show that the site is up. */
const enoughAnswers = 20;

/** Raises a lab and waits until every replica is served and Prometheus has scraped the proxy. Throws `UserError`. */
export async function raiseLab(options: LabOptions): Promise<Lab> {
  const { ports, pace, onEvent, stop } = options;
  await checkPorts(ports);
  const events: LabEvent[] = [];
  const hosts = new Map<HostName, Child>();
  const dying = Promise.withResolvers<never>();
  dying.promise.catch(() => {});
  stop.addEventListener("abort", () => dying.reject(stop.reason));
  let clients: Clients | undefined;
  let prometheus: Child | undefined;
  /** What was begun to be started: it can be ended only when it is there. */
  const starts: Promise<void>[] = [];
  const overlay = await startOverlay((host) => hosts.get(host as HostName)?.isAlive() ?? false, pace.unreachable);

  function note(event: LabEvent): void {
    events.push(event);
    onEvent(event);
  }

  function hear(host: HostName, line: ChildLine): void {
    if (line.kind === "event") note(line.event);
    else if (line.kind === "listen") overlay.attach(host, line.address, line.port);
    else if (line.kind === "unlisten") overlay.detach(host, line.address);
  }

  async function startHost(name: HostName): Promise<void> {
    note({ kind: "host", at: Date.now(), host: name, is: "started" });
    const config: HostConfig = {
      name,
      role: name === "manager" ? "manager" : "worker",
      pace,
      overlay: overlay.port,
      dispatcher: hosts.get("manager")?.ports["dispatcher"],
      nodes: hostNames.length,
      published: ports,
    };
    const child = await startChild(name, "host/host-child.ts", config, {
      onLine: (line) => hear(name, line),
      onDeath(words) {
        overlay.hostDied(name);
        dying.reject(lossOf(`host "${name}"`, words));
      },
    });
    hosts.set(name, child);
  }

  async function beginPrometheus(): Promise<void> {
    prometheus = await startPrometheus(options.prometheus, labPrometheus(ports), {
      onLine() {},
      onDeath: (words) => dying.reject(lossOf("Prometheus", words)),
    });
  }

  async function waitFor(...parts: readonly Promise<void>[]): Promise<void> {
    starts.push(...parts);
    await Promise.all(parts);
  }

  async function closeAll(): Promise<void> {
    await Promise.allSettled(starts);
    await clients?.stop();
    await Promise.all([...hosts.values()].map((child) => child.kill()));
    await prometheus?.end();
    await overlay.close();
  }

  let closing: Promise<void> | undefined;
  const close = () => closing ??= closeAll();

  try {
    await waitFor(startHost("manager"));
    stop.throwIfAborted();
    await waitFor(startHost("worker-1"), startHost("worker-2"), beginPrometheus());
    const deadline = { patience, broken: dying.promise };
    await until("every replica runs", () => wholeSince(events) !== undefined, deadline);
    clients = startClients({ url: `http://127.0.0.1:${ports.web}/`, host: siteHost });
    await until("the site answers", () => (clients?.counts().answered ?? 0) >= enoughAnswers, deadline);
    await until("Prometheus has a rate of its requests", () => hasRate(ports.prometheus), deadline);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    events,
    broken: dying.promise,
    close,
    async kill(...names) {
      const killed = names.map((name) => {
        note({ kind: "host", at: Date.now(), host: name, is: "killed" });
        const killed = hosts.get(name)?.kill();
        overlay.hostDied(name);
        return killed;
      });
      await Promise.all(killed);
    },
    async start(...names) {
      await waitFor(...names.map(startHost));
      const areReady = () => names.every((name) => nodeTold(events, name)?.state === "ready");
      await until(`the manager calls ${names.join(" and ")} ready`, areReady, { patience, broken: dying.promise });
    },
  };
}

/** The words for a part of the lab that is gone though nobody killed it. */
function lossOf(part: string, lastWords: string): UserError {
  const words = lastWords === "" ? ", without a word" : `: ${lastWords}`;
  return new UserError(`Cannot go on: the lab's ${part} ended by itself${words}`);
}

/** Whether Prometheus has a rate of the site's requests, so that the first point of a recording has a value. */
async function hasRate(port: number): Promise<boolean> {
  const window = `[${rateWindow / 1_000}s]`;
  const query = new URLSearchParams({
    query: `rate(traefik_entrypoint_requests_total{entrypoint="web"}${window}) > 0`,
  });
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/query?${query}`);
    const body = await response.json() as { readonly data?: { readonly result?: readonly unknown[] } };
    return (body.data?.result ?? []).length > 0;
  } catch {
    return false;
  }
}
