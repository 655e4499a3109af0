import type { Instant } from "../../core/time.ts";
import { writeExposition, type WrittenFamily } from "../exposition/write-exposition.ts";
import type { ProxyFlags } from "./flags.ts";
import { type EndedRequest, requestSeries } from "./request-series.ts";
import { noRoutes, type Router, type RouteTable } from "./routes.ts";

/** How far a request got. */
export interface RequestRoute {
  readonly entrypoint: string;
  /** Unknown where no router matched. */
  readonly router?: Router;
  /** Whether a server of the router's service was asked. */
  readonly isServed?: boolean;
}

/** What the proxy counts, under Traefik 3's names. */
export interface ProxyMetrics {
  count(route: RequestRoute, request: EndedRequest): void;
  /** A client's connection was opened, or closed. */
  connect(entrypoint: string, change: 1 | -1): void;
  /** A configuration came into force. */
  reload(table: RouteTable, at: Instant): void;
  /**
   * The text that Prometheus reads. As in Traefik, what was counted for a router or service that is in the table no more is
   * told once more and then forgotten.
   */
  expose(): string;
}

/** Metrics that have counted nothing yet but the proxy's own configuration, which came into force `at`. */
export function proxyMetrics(
  flags: Pick<ProxyFlags, "entrypoints" | "routerMetrics" | "bucketsSeconds">,
  at: Instant,
): ProxyMetrics {
  const entrypoints = requestSeries("entrypoint", flags.bucketsSeconds);
  const routers = requestSeries("router", flags.bucketsSeconds);
  const services = requestSeries("service", flags.bucketsSeconds);
  const open = new Map([...flags.entrypoints.keys()].toSorted().map((name) => [name, 0]));
  let reloads = 1;
  let lastReload = at;
  let current = noRoutes;
  const gone = { routers: new Set<string>(), services: new Set<string>() };

  function forgetGone(): void {
    const names = new Set(current.routers.map(({ name }) => name));
    for (const router of gone.routers) if (!names.has(router)) routers.forget({ router });
    for (const service of gone.services) {
      if (Object.hasOwn(current.services, service)) continue;
      routers.forget({ service });
      services.forget({ service });
    }
    gone.routers.clear();
    gone.services.clear();
  }

  return {
    count({ entrypoint, router, isServed = false }, request) {
      entrypoints.count({ entrypoint }, request);
      if (router === undefined) return;
      if (flags.routerMetrics) routers.count({ router: router.name, service: router.service }, request);
      if (isServed) services.count({ service: router.service }, request);
    },
    connect: (entrypoint, change) => void open.set(entrypoint, (open.get(entrypoint) ?? 0) + change),
    reload(table, at) {
      for (const { name } of current.routers) gone.routers.add(name);
      for (const name of Object.keys(current.services)) gone.services.add(name);
      current = table;
      reloads += 1;
      lastReload = at;
    },
    expose() {
      const text = writeExposition([
        plain("traefik_config_reloads_total", "Config reloads", "counter", [[{}, reloads]]),
        plain("traefik_config_last_reload_success", "Last config reload success", "gauge", [
          [{}, Math.floor(lastReload / 1_000)],
        ]),
        plain(
          "traefik_open_connections",
          "How many open connections exist, by entryPoint and protocol",
          "gauge",
          Array.from(open, ([entrypoint, connections]) => [{ entrypoint, protocol: "TCP" }, connections]),
        ),
        ...[entrypoints, routers, services].flatMap((series) => series.families()),
      ]);
      forgetGone();
      return text;
    },
  };
}

function plain(
  name: string,
  help: string,
  type: WrittenFamily["type"],
  samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[],
): WrittenFamily {
  return {
    name,
    help,
    type,
    samples: samples.map(([labels, value]) => ({ name, labels: Object.entries(labels), value })),
  };
}
