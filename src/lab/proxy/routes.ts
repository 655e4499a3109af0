/** A replica that the proxy sends requests to. */
export interface Server {
  /** In the overlay network. */
  readonly address: string;
  readonly port: number;
  /** Its share of its service's requests, against the others'; none for 0. */
  readonly weight: number;
}

/** Which requests go to which service. */
export interface Router {
  /** With the provider's name behind it, as metrics show it: `web@swarm`. */
  readonly name: string;
  readonly service: string;
  /** Lower case. */
  readonly hosts: readonly string[];
  /** Where its requests come in; anywhere when `undefined`. */
  readonly entrypoints: readonly string[] | undefined;
}

/** Where requests go. */
export interface RouteTable {
  readonly routers: readonly Router[];
  /** The servers of each service, by its name. */
  readonly services: Readonly<Record<string, readonly Server[]>>;
}

export const noRoutes: RouteTable = { routers: [], services: {} };

/** The router for a request that came in at an entrypoint; `host` is what the client called, with its port or without. */
export function findRouter(table: RouteTable, entrypoint: string, host: string): Router | undefined {
  const name = host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
  return table.routers.find(({ hosts, entrypoints }) =>
    hosts.includes(name) && (entrypoints?.includes(entrypoint) ?? true)
  );
}
