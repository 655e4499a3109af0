import { type Duration, parseDuration } from "../../core/time.ts";
import { UserError } from "../../core/user-error.ts";

/** What the proxy is told, in Traefik's own flags. */
export interface ProxyFlags {
  /** The port of each entrypoint, as the container sees it. */
  readonly entrypoints: ReadonlyMap<string, number>;
  /** Where the Engine API is asked: `http://127.0.0.1:4782`. */
  readonly engine: string;
  /** Between two readings of the swarm; Traefik also takes a configuration no more often than its throttle allows. */
  readonly refresh: Duration;
  /** Whether a service is served that does not say `traefik.enable`. */
  readonly exposedByDefault: boolean;
  /** The network in which servers are reached; a task's first one where this is not said, or the task is not in it. */
  readonly network: string | undefined;
  /** The entrypoint that serves the metrics; `undefined` when none does. */
  readonly metricsEntrypoint: string | undefined;
  readonly routerMetrics: boolean;
  /** The upper bounds of the histograms, in seconds. */
  readonly bucketsSeconds: readonly number[];
  /** After which a server that does not take a connection is given up. */
  readonly dialTimeout: Duration;
}

const defaults: Readonly<Record<string, string>> = {
  "providers.swarm": "false",
  "providers.swarm.endpoint": "unix:///var/run/docker.sock",
  "providers.swarm.exposedByDefault": "true",
  "providers.swarm.network": "",
  "providers.swarm.refreshSeconds": "15",
  "providers.providersThrottleDuration": "2s",
  "metrics.prometheus": "false",
  "metrics.prometheus.entryPoint": "traefik",
  "metrics.prometheus.addRoutersLabels": "false",
  "metrics.prometheus.buckets": "0.1,0.3,1.2,5",
  "serversTransport.forwardingTimeouts.dialTimeout": "30s",
};

/** Reads Traefik's flags, whose names it reads in any case. Throws `UserError` that names the flag it cannot read. */
export function parseFlags(args: readonly string[]): ProxyFlags {
  const values = new Map(Object.entries(defaults).map(([name, value]) => [name.toLowerCase(), value]));
  const entrypoints = new Map<string, number>();
  for (const arg of args) {
    const [, name = "", value = "true"] = /^--([^=]+)(?:=(.*))?$/.exec(arg) ?? [];
    const entrypoint = /^entrypoints\.([^.]+)\.address$/i.exec(name)?.[1];
    if (entrypoint !== undefined) entrypoints.set(entrypoint, readPort(arg, value));
    else if (values.has(name.toLowerCase())) values.set(name.toLowerCase(), value);
    else throw new UserError(`Cannot start the proxy: unknown flag "${arg}"; known are ${knownFlags()}`);
  }

  function read<Value>(name: string, parse: (text: string) => Value | undefined, advice = ""): Value {
    const text = values.get(name.toLowerCase()) ?? "";
    const value = parse(text);
    if (value === undefined) throw new UserError(`Cannot start the proxy: --${name} cannot be "${text}"${advice}`);
    return value;
  }

  if (!read("providers.swarm", readBoolean)) {
    throw new UserError("Cannot start the proxy: it knows no routes; give --providers.swarm=true");
  }
  const metricsEntrypoint = read("metrics.prometheus.entryPoint", (text) => text);
  const network = read("providers.swarm.network", (text) => text);
  return {
    entrypoints,
    engine: read("providers.swarm.endpoint", readEndpoint, `; write it as "tcp://127.0.0.1:2375"`),
    refresh: Math.max(
      read("providers.swarm.refreshSeconds", readDuration),
      read("providers.providersThrottleDuration", readDuration),
    ),
    exposedByDefault: read("providers.swarm.exposedByDefault", readBoolean),
    network: network === "" ? undefined : network,
    metricsEntrypoint: read("metrics.prometheus", readBoolean) ? metricsEntrypoint : undefined,
    routerMetrics: read("metrics.prometheus.addRoutersLabels", readBoolean),
    bucketsSeconds: read("metrics.prometheus.buckets", readBounds),
    dialTimeout: read("serversTransport.forwardingTimeouts.dialTimeout", readDuration),
  };
}

function knownFlags(): string {
  return [...Object.keys(defaults), "entrypoints.NAME.address"].map((name) => `--${name}`).join(", ");
}

function readPort(flag: string, text: string): number {
  const port = /^:(\d{1,5})$/.exec(text)?.[1];
  if (port === undefined) throw new UserError(`Cannot start the proxy: "${flag}" names no port; write it as ":80"`);
  return Number(port);
}

/** `tcp://HOST:PORT` as a URL. No socket file: the lab has none, since not every system has them. */
function readEndpoint(text: string): string | undefined {
  return /^tcp:\/\/[^/:\s]+:\d{1,5}$/.test(text) ? text.replace("tcp", "http") : undefined;
}

function readBoolean(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** A duration as Go writes it, or a number of seconds. */
function readDuration(text: string): Duration | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  try {
    return parseDuration(text);
  } catch {
    return undefined;
  }
}

function readBounds(text: string): readonly number[] | undefined {
  const bounds = text.split(",").map(Number);
  return bounds.every((bound, index) => index === 0 ? Number.isFinite(bound) : bound > (bounds[index - 1] ?? 0))
    ? bounds
    : undefined;
}
