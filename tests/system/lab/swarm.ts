import path from "node:path";
import { askEngine } from "./engine.ts";
import { content, type NodeName, nodes, type Place, placeOf, site, stackName } from "./layout.ts";
import { requestOnce } from "./load.ts";
import { run } from "./shell.ts";
import { until } from "./until.ts";

/** The stack that the lab deploys, as users write one. */
export const stackFile = path.join(content, "stacks", "album.yml");

/** Makes one swarm of the three engines: a manager and two workers. */
export async function formSwarm(): Promise<void> {
  const manager = placeOf("manager");
  await run`docker --host ${manager.host} swarm init --advertise-addr ${manager.address}`;
  const token = await run`docker --host ${manager.host} swarm join-token --quiet worker`;
  const workers = nodes.map(placeOf).filter(({ name }) => name !== "manager");
  await Promise.all(workers.map((place) => join(place, `${token}`.trim(), manager)));
}

async function join(place: Place, token: string, manager: Place): Promise<void> {
  const join = ["--advertise-addr", place.address, "--token", token, `${manager.address}:2377`];
  await run`docker --host ${place.host} swarm join ${join}`;
}

/** Deploys the stack and waits until the site is answered from every node. */
export async function deployStack(): Promise<void> {
  const { host } = placeOf("manager");
  await run`docker --host ${host} stack deploy --resolve-image never --compose-file ${stackFile} ${stackName}`;
  const seen = new Set<string>();
  await until(
    "the site is answered from every node",
    async () => {
      const answer = await requestOnce(site.url, 2_000);
      for (const name of nodes) if (answer.body.includes(`by ${name}`)) seen.add(name);
      return seen.size === nodes.length;
    },
    90_000,
    50,
  );
}

/** Makes a worker a manager, as seen by any manager that answers. */
export async function promote(name: NodeName): Promise<void> {
  await run`docker --host ${placeOf("manager").host} node promote ${name}`;
  await until(`${name} is a reachable manager`, async () => {
    const node = (await nodeStates("manager")).find((node) => node.name === name);
    return node?.reachability === "reachable";
  }, 30_000);
}

/** Whether the manager's engine calls the node ready. */
export async function isReady(name: NodeName): Promise<boolean> {
  return (await nodeStates("manager")).some((node) => node.name === name && node.state === "ready");
}

/** A node as an engine describes it. */
export interface NodeState {
  readonly name: string;
  readonly id: string;
  readonly state: string;
  readonly role: string;
  readonly reachability: string | undefined;
  readonly leader: boolean;
}

/** The nodes as the engine of `from` sees them; none when it does not answer. */
export async function nodeStates(from: NodeName): Promise<NodeState[]> {
  const { status, body } = await askEngine(placeOf(from).socket, "/nodes");
  return status === 200 ? parseNodes(body) : [];
}

/** The nodes of a `GET /nodes` body. */
export function parseNodes(body: string): NodeState[] {
  return (JSON.parse(body) as RawNode[]).map((node) => ({
    name: node.Description.Hostname,
    id: node.ID,
    state: node.Status.State,
    role: node.Spec.Role,
    reachability: node.ManagerStatus?.Reachability,
    leader: node.ManagerStatus?.Leader ?? false,
  }));
}

interface RawNode {
  readonly ID: string;
  readonly Description: { readonly Hostname: string };
  readonly Status: { readonly State: string };
  readonly Spec: { readonly Role: string };
  readonly ManagerStatus?: { readonly Reachability?: string; readonly Leader?: boolean };
}
