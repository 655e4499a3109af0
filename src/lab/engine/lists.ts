import type { LabNode, LabService, LabSwarm, LabTask, SwarmObject } from "../swarm/lab-swarm.ts";
import { networkName, stackName } from "../swarm/services.ts";
import { taskStates } from "../swarm/task-state.ts";
import { type Filters, filterValues, hasLabel } from "./filters.ts";
import { EngineRefusal } from "./refusal.ts";
import { serviceLabels } from "./service.ts";

/** What a task's desired state may be asked for: any state of SwarmKit's, also those that no task of the lab has. */
const desiredStates = [...taskStates, "new", "complete", "remove", "orphaned"];

const startsWith = (value: string, wanted: string) => value.startsWith(wanted);

/** The nodes that fit the filters. */
export function listNodes({ nodes }: LabSwarm, filters: Filters): readonly LabNode[] {
  return filterValues(nodes, filters, {
    id: ({ id }, wanted) => startsWith(id, wanted),
    name: ({ hostname }, wanted) => startsWith(hostname, wanted),
    role: ({ role }, wanted) => role === oneOf("role", wanted, ["manager", "worker"]),
    membership: (_, wanted) => oneOf("membership", wanted, ["accepted", "pending"]) === "accepted",
    label: () => false,
    "node.label": () => false,
  });
}

/** The services that fit the filters. */
export function listServices({ services }: LabSwarm, filters: Filters): readonly LabService[] {
  return filterValues(services, filters, {
    id: ({ id }, wanted) => startsWith(id, wanted),
    name: ({ spec }, wanted) => startsWith(spec.name, wanted),
    label: ({ spec }, wanted) => hasLabel(serviceLabels(spec), wanted),
    mode: (_, wanted) => wanted === "replicated",
    runtime: (_, wanted) => wanted === "container",
  });
}

/** The tasks that fit the filters. Throws `EngineRefusal` where one names a service or node that is not. */
export function listTasks(swarm: LabSwarm, filters: Filters): readonly LabTask[] {
  const { tasks, services } = swarm;
  const specs = new Map(services.map(({ id, spec }) => [id, spec]));
  return filterValues(tasks, filters, {
    id: ({ id }, wanted) => startsWith(id, wanted),
    name: ({ id, service, slot }, wanted) => startsWith(`${specs.get(service)?.name}.${slot}.${id}`, wanted),
    service: ({ service }, wanted) => service === findService(swarm, wanted).id,
    node: ({ node }, wanted) => node === findNode(swarm, wanted).id,
    "desired-state": ({ desired }, wanted) => desired === oneOf("desired-state", wanted, desiredStates),
    label({ service }, wanted) {
      const spec = specs.get(service);
      return spec !== undefined && hasLabel(serviceLabels(spec), wanted);
    },
    runtime: (_, wanted) => wanted === "container",
  });
}

/** The networks that fit the filters: the stack's, or none. */
export function listNetworks({ network }: LabSwarm, filters: Filters): readonly SwarmObject[] {
  return filterValues(network === undefined ? [] : [network], filters, {
    id: ({ id }, wanted) => id.includes(wanted),
    name: (_, wanted) => networkName.includes(wanted),
    driver: (_, wanted) => wanted === "overlay",
    scope: (_, wanted) => wanted === "swarm",
    type: (_, wanted) => wanted === "custom",
    label: (_, wanted) => hasLabel({ "com.docker.stack.namespace": stackName }, wanted),
  });
}

/** The node of an id, a hostname or the beginning of an id. Throws `EngineRefusal`. */
export function findNode({ nodes }: LabSwarm, wanted: string): LabNode {
  return findNamed("node", nodes, wanted, ({ hostname }) => hostname);
}

/** The service of an id, a name or the beginning of an id. Throws `EngineRefusal`. */
export function findService({ services }: LabSwarm, wanted: string): LabService {
  return findNamed("service", services, wanted, ({ spec }) => spec.name);
}

/** The task of an id or the beginning of one. Throws `EngineRefusal`. */
export function findTask({ tasks }: LabSwarm, wanted: string): LabTask {
  return findNamed("task", tasks, wanted, ({ id }) => id);
}

/** The network of an id, a name or the beginning of an id. Throws `EngineRefusal`. */
export function findNetwork({ network }: LabSwarm, wanted: string): SwarmObject {
  return findNamed("network", network === undefined ? [] : [network], wanted, () => networkName);
}

function findNamed<Value extends SwarmObject>(
  kind: string,
  values: readonly Value[],
  wanted: string,
  nameOf: (value: Value) => string,
): Value {
  const found = values.find(({ id }) => id === wanted) ?? values.find((value) => nameOf(value) === wanted) ??
    values.find(({ id }) => startsWith(id, wanted));
  if (found === undefined) throw new EngineRefusal(404, `${kind} ${wanted} not found`);
  return found;
}

/** The wanted value in small letters: the engine reads it in any case. Throws `EngineRefusal` when it is not known. */
function oneOf(filter: string, wanted: string, known: readonly string[]): string {
  const value = wanted.toLowerCase();
  if (!known.includes(value)) throw new EngineRefusal(500, `Invalid ${filter} filter: '${wanted}'`);
  return value;
}
