import path from "node:path";

/** The book's own plans and stacks: what the lab deploys is what the book shows. */
export const content = path.join(import.meta.dirname, "..", "..", "..", "content");

/** Everything that the lab makes (namespaces, links, folders, cgroups) carries this prefix, so that it can be removed. */
export const prefix = "dbk-";

/** The folder that holds the lab's state, logs and sockets. Short: a unix socket's path has a limit of 107 bytes. */
export const folder = "/tmp/dbk-lab";

/** The network namespace of the harness, the recorder and Prometheus. */
export const outside = `${prefix}outside`;

export const bridge = `${prefix}br0`;

/** The outside's address on the bridge; TEST-NET-1, so that a stray packet reaches nobody. */
export const bridgeAddress = "192.0.2.1/24";

export const nodes = ["manager", "worker-1", "worker-2"] as const;

/** A host of the lab, by its hostname. */
export type NodeName = (typeof nodes)[number];

const addresses: Readonly<Record<NodeName, string>> = {
  "manager": "192.0.2.11",
  "worker-1": "192.0.2.12",
  "worker-2": "192.0.2.13",
};

/** Where a node is found from outside, and where its state lies. */
export interface Place {
  readonly name: NodeName;
  readonly address: string;
  readonly namespace: string;
  readonly folder: string;
  /** The engine's unix socket. */
  readonly socket: string;
  /** As `DOCKER_HOST` wants it. */
  readonly host: string;
  readonly pidFile: string;
  /** The host's own /var/log. */
  readonly logs: string;
}

export function placeOf(name: NodeName): Place {
  const home = path.join(folder, name);
  const socket = path.join(home, "docker.sock");
  return {
    name,
    address: addresses[name],
    namespace: `${prefix}${name}`,
    folder: home,
    socket,
    host: `unix://${socket}`,
    pidFile: path.join(home, "pid"),
    logs: path.join(home, "log"),
  };
}

/** The user's way in: the proxy's port on the manager, and the name that it routes. */
export const site = { url: `http://${addresses.manager}/`, host: "album.test" } as const;

export const prometheusAddress = "127.0.0.1:19090";

/** Where the manager's host finds the proxy's access log, one JSON object a request, written when it ends. */
export const accessLog = path.join(placeOf("manager").logs, "traefik", "access.log");

/** The name of the deployed stack. */
export const stackName = "album";
