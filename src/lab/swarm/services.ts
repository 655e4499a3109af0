import type { Duration } from "../../core/time.ts";
import type { HostConfig } from "../host/host-config.ts";
import type { Pace } from "../pace.ts";

/** A service as its owner wants it. */
export interface ServiceSpec {
  /** With the stack's name before it: `album_web`. */
  readonly name: string;
  /** Its name in the overlay network. */
  readonly alias: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** The only node that may run it; any when `undefined`. */
  readonly hostname: string | undefined;
  /** Ports of the host by the task's own port: `{ 80: 4780 }`. */
  readonly published: Readonly<Record<number, number>>;
  /** How long after a task's end its replacement may start. */
  readonly restartDelay: Duration;
}

export const stackName = "album";

/** The overlay network of the stack. */
export const networkName = `${stackName}_public`;

/** The name by which the album is asked for. */
export const siteHost = "album.localhost";

const restartDelay: Duration = 1_000;

/** The services of the lab: an album in six replicas, and a proxy on the manager. */
export function albumServices(pace: Pace, published: HostConfig["published"]): readonly ServiceSpec[] {
  const web: ServiceSpec = {
    name: `${stackName}_web`,
    alias: "web",
    image: "album:1",
    args: [],
    labels: {
      "traefik.enable": "true",
      "traefik.http.routers.web.entrypoints": "web",
      "traefik.http.routers.web.rule": `Host(\`${siteHost}\`)`,
      "traefik.http.services.web.loadbalancer.server.port": "3000",
    },
    replicas: 6,
    hostname: undefined,
    published: {},
    restartDelay,
  };
  const proxy: ServiceSpec = {
    name: `${stackName}_proxy`,
    alias: "proxy",
    image: "traefik:3",
    args: [
      "--providers.swarm=true",
      `--providers.swarm.endpoint=tcp://127.0.0.1:${published.engine}`,
      `--providers.swarm.network=${networkName}`,
      "--providers.swarm.exposedByDefault=false",
      `--providers.swarm.refreshSeconds=${pace.refresh}ms`,
      // Without it Traefik takes new routes no more often than every 2 s.
      `--providers.providersThrottleDuration=${pace.refresh}ms`,
      "--entrypoints.web.address=:80",
      "--entrypoints.metrics.address=:8080",
      "--metrics.prometheus=true",
      "--metrics.prometheus.entryPoint=metrics",
      "--metrics.prometheus.addRoutersLabels=true",
      "--metrics.prometheus.buckets=0.005,0.01,0.025,0.05,0.1,0.2,0.3,0.6,1.2,2,3,5,7,12",
      `--serversTransport.forwardingTimeouts.dialTimeout=${pace.dialTimeout}ms`,
    ],
    labels: {},
    replicas: 1,
    hostname: "manager",
    published: { 80: published.web, 8080: published.metrics },
    restartDelay,
  };
  return [web, proxy];
}
