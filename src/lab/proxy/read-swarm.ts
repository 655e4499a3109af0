import { UserError } from "../../core/user-error.ts";
import type { ProxyFlags } from "./flags.ts";
import type { Router, RouteTable, Server } from "./routes.ts";
import { parseServiceLabels, type ServiceLabels } from "./service-labels.ts";

/** What the proxy reads of a service as the engine answers it. */
export interface ServiceAnswer {
  readonly ID: string;
  readonly Spec: { readonly Name: string; readonly Labels?: Readonly<Record<string, string>> };
}

/** What the proxy reads of a task as the engine answers it. */
export interface TaskAnswer {
  readonly ID: string;
  readonly Status: { readonly State: string };
  readonly NetworksAttachments?: readonly {
    readonly Network: { readonly Spec: { readonly Name: string } };
    /** With the mask: `10.0.1.6/24`. */
    readonly Addresses?: readonly string[];
  }[];
}

/** Asks the Engine API for a path, such as `/services`, and answers the JSON. */
export type AskEngine = (path: string) => Promise<unknown>;

/**
 * Where requests go, as the services' labels and the running tasks say now.
 *
 * - As with Traefik's swarm provider, a service without a running task has no router: its requests find nothing.
 * - Services that cannot be read are left out, and `say` hears why.
 */
export async function readSwarm(
  ask: AskEngine,
  flags: Pick<ProxyFlags, "exposedByDefault" | "network">,
  say: (words: string) => void,
): Promise<RouteTable> {
  const routers = new Map<string, Router>();
  const servers = new Map<string, Server[]>();
  const services = await ask("/services") as readonly ServiceAnswer[];
  for (const { ID, Spec: { Name: name, Labels: labels = {} } } of services.toSorted(byId)) {
    try {
      const read = parseServiceLabels(labels, flags.exposedByDefault);
      if (read === undefined) continue;
      const addresses = addressesOf(await askTasks(ask, ID), flags.network);
      if (addresses.length > 0) add(read, addresses);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      say(`Cannot serve the service "${name}": ${error.message}`);
    }
  }
  return {
    routers: [...routers.values()].toSorted((a, b) => a.name < b.name ? -1 : 1),
    services: Object.fromEntries(servers),
  };

  function add(read: ServiceLabels, addresses: readonly string[]): void {
    for (const router of read.routers) {
      const other = routers.get(router.name);
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(router)) {
        throw new UserError(`another service says something else of the router "${router.name}"`);
      }
    }
    for (const router of read.routers) routers.set(router.name, router);
    for (const { name, port, weight } of read.services) {
      const added = addresses.map((address) => ({ address, port, weight }));
      servers.set(name, [...servers.get(name) ?? [], ...added]);
    }
  }
}

async function askTasks(ask: AskEngine, service: string): Promise<readonly TaskAnswer[]> {
  const filters = JSON.stringify({ service: { [service]: true }, "desired-state": { running: true } });
  return await ask(`/tasks?filters=${encodeURIComponent(filters)}`) as readonly TaskAnswer[];
}

/** The addresses of the tasks that run, those of the wanted network where a task has one there. */
function addressesOf(tasks: readonly TaskAnswer[], network: string | undefined): readonly string[] {
  return tasks.filter(({ Status }) => Status.State === "running").toSorted(byId).flatMap((task) => {
    const attachments = task.NetworksAttachments ?? [];
    const attachment = attachments.find(({ Network }) => Network.Spec.Name === network) ?? attachments[0];
    const address = attachment?.Addresses?.[0]?.split("/")[0];
    return address === undefined ? [] : [address];
  });
}

function byId(a: { readonly ID: string }, b: { readonly ID: string }): number {
  return a.ID < b.ID ? -1 : 1;
}
