import { type FakeServer, serveFake } from "./fault.ts";

/** A service of the swarm as a proxy sees it. */
export interface RoutedService {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly tasks: readonly { readonly address: string; readonly state?: string }[];
}

/** A fake engine that answers what a proxy asks a swarm for. */
export interface FakeRoutes extends FakeServer {
  /** What the swarm runs from now on. */
  run(services: readonly RoutedService[]): void;
}

/** The labels that route a host to a service of Traefik's by this name. */
export function routeLabels(name: string, host: string, port: number): Readonly<Record<string, string>> {
  return {
    "traefik.enable": "true",
    [`traefik.http.routers.${name}.rule`]: `Host(\`${host}\`)`,
    [`traefik.http.routers.${name}.entrypoints`]: "web",
    [`traefik.http.services.${name}.loadbalancer.server.port`]: `${port}`,
  };
}

/** Starts it; `port` 0 chooses a free one. */
export async function fakeRoutes(port = 0): Promise<FakeRoutes> {
  let services: readonly RoutedService[] = [];
  const network = { ID: "network-public", Spec: { Name: "album_public" } };
  const server = await serveFake((url) => {
    const { pathname, searchParams } = new URL(url.replace(/^\/v1\.\d+/, ""), "http://engine");
    const json = (value: unknown) => ({ body: JSON.stringify(value) });
    switch (pathname) {
      case "/_ping":
        return (response) => response.writeHead(200, { "Api-Version": "1.41" }).end("OK");
      case "/version":
        return json({ Version: "20.10.24", ApiVersion: "1.41", MinAPIVersion: "1.12" });
      case "/networks":
        return json([{ Name: network.Spec.Name, Id: network.ID, Scope: "swarm", Driver: "overlay" }]);
      case "/services":
        return json(services.map(({ name, labels, tasks }) => ({
          ID: `service-${name}`,
          Spec: {
            Name: name,
            Labels: labels,
            Mode: { Replicated: { Replicas: tasks.length } },
            EndpointSpec: { Mode: "dnsrr" },
          },
        })));
      case "/tasks": {
        const { service } = JSON.parse(searchParams.get("filters") ?? "{}") as { service: Record<string, true> };
        return json(services.filter(({ name }) => service[`service-${name}`]).flatMap(listTasks));
      }
      default:
        if (pathname.startsWith("/nodes/")) {
          return json({ ID: "node-1", Status: { State: "ready", Addr: "127.0.0.1" } });
        }
        return { status: 404, body: `{"message":"page not found"}` };
    }
  }, port);
  return { ...server, run: (next) => void (services = next) };

  function listTasks({ name, tasks }: RoutedService): readonly unknown[] {
    return tasks.map(({ address, state = "running" }, index) => ({
      ID: `task-${name}-${address}`,
      ServiceID: `service-${name}`,
      Slot: index + 1,
      NodeID: "node-1",
      DesiredState: "running",
      Status: { State: state },
      NetworksAttachments: [{ Network: network, Addresses: [`${address}/24`] }],
    }));
  }
}
