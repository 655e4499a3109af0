import type { Instant } from "../../core/time.ts";
import type { LabSwarm } from "../swarm/lab-swarm.ts";
import { readFilters } from "./filters.ts";
import type { EngineHost } from "./host.ts";
import { engineInfo, engineVersion } from "./info.ts";
import {
  findNetwork,
  findNode,
  findService,
  findTask,
  listNetworks,
  listNodes,
  listServices,
  listTasks,
} from "./lists.ts";
import { engineNetwork } from "./network.ts";
import { engineNode } from "./node.ts";
import { EngineRefusal } from "./refusal.ts";
import { engineService } from "./service.ts";
import { engineTask } from "./task.ts";

/** The JSON value that answers a GET of a path without its version. Throws `EngineRefusal`. */
export function answerEngine(
  swarm: LabSwarm,
  host: EngineHost,
  { pathname, searchParams }: Pick<URL, "pathname" | "searchParams">,
  at: Instant,
): unknown {
  const [kind = "", id, ...rest] = pathname.slice(1).split("/");
  if (id === "" || rest.length > 0) throw pageNotFound();
  return id === undefined
    ? answerAll(swarm, host, kind, searchParams.get("filters"), at)
    : answerOne(swarm, host, kind, decodePart(id));
}

function answerAll(swarm: LabSwarm, host: EngineHost, kind: string, filters: string | null, at: Instant): unknown {
  switch (kind) {
    case "info":
      return engineInfo(swarm, host, at);
    case "version":
      return engineVersion(host);
    case "nodes":
      return listNodes(swarm, readFilters(filters)).map((node) => engineNode(node, host));
    case "services":
      return listServices(swarm, readFilters(filters)).map((service) => engineService(service, swarm.network));
    case "tasks":
      return listTasks(swarm, readFilters(filters)).map((task) => engineTask(task, swarm));
    case "networks":
      return listNetworks(swarm, readFilters(filters)).map(engineNetwork);
    default:
      throw pageNotFound();
  }
}

function answerOne(swarm: LabSwarm, host: EngineHost, kind: string, id: string): unknown {
  switch (kind) {
    case "nodes":
      return engineNode(findNode(swarm, id), host);
    case "services":
      return engineService(findService(swarm, id), swarm.network);
    case "tasks":
      return engineTask(findTask(swarm, id), swarm);
    case "networks":
      return { ...engineNetwork(findNetwork(swarm, id)), Containers: {} };
    default:
      throw pageNotFound();
  }
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EngineRefusal(400, "invalid URL escape");
  }
}

/** What the engine says of a path, or of a method, that it does not know. */
export function pageNotFound(): EngineRefusal {
  return new EngineRefusal(404, "page not found");
}
