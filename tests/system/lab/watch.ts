import { askEngine } from "./engine.ts";
import { nodes, placeOf } from "./layout.ts";
import { parseNodes } from "./swarm.ts";

/** Something that changed in the swarm, as a manager's engine told the harness at `at`. */
export type Observation =
  | { readonly at: number; readonly kind: "node"; readonly name: string; readonly state: string; readonly role: string }
  | {
    readonly at: number;
    readonly kind: "task";
    readonly id: string;
    readonly slot: string;
    readonly node: string;
    readonly state: string;
    readonly desired: string;
  }
  | { readonly at: number; readonly kind: "control"; readonly state: "answers" | "silent" | "no leader" };

/** The harness' own view of the swarm. */
export interface Watch {
  readonly log: readonly Observation[];
  stop(): void;
}

/** Polls the managers five times a second, five times as often as the recorder, and notes what changed. */
export function watchSwarm(every = 200): Watch {
  const log: Observation[] = [];
  const last = new Map<string, string>();
  const names = new Map<string, string>();
  const note = (key: string, observation: Observation) => {
    const { at: _, ...rest } = observation;
    const text = JSON.stringify(rest);
    if (last.get(key) !== text) log.push(observation);
    last.set(key, text);
  };
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await observe(note, names);
    busy = false;
  }, every);
  return { log, stop: () => clearInterval(timer) };
}

async function observe(
  note: (key: string, observation: Observation) => void,
  names: Map<string, string>,
): Promise<void> {
  const { answer, leaderless } = await askManagers();
  const at = Date.now();
  if (answer === undefined) {
    note("control", { at, kind: "control", state: leaderless ? "no leader" : "silent" });
    return;
  }
  const { list, tasks, services } = answer;
  note("control", { at, kind: "control", state: "answers" });
  for (const node of parseNodes(list.body)) {
    names.set(node.id, node.name);
    note(node.id, { at, kind: "node", name: node.name, state: node.state, role: node.role });
  }
  for (const service of JSON.parse(services.body) as RawService[]) names.set(service.ID, service.Spec.Name);
  for (const task of JSON.parse(tasks.body) as RawTask[]) {
    const slot = `${names.get(task.ServiceID)}.${task.Slot}`;
    const node = names.get(task.NodeID ?? "") ?? "";
    note(task.ID, { at, kind: "task", id: task.ID, slot, node, state: task.Status.State, desired: task.DesiredState });
  }
}

/** What the first manager that answers says; whether one said that there is no leader, when none does. */
async function askManagers() {
  let leaderless = false;
  for (const { socket } of nodes.map(placeOf)) {
    const [list, tasks, services] = await Promise.all([
      askEngine(socket, "/nodes"),
      askEngine(socket, "/tasks"),
      askEngine(socket, "/services"),
    ]);
    leaderless ||= list.body.includes("does not have a leader");
    if ([list, tasks, services].every(({ status }) => status === 200)) {
      return { answer: { list, tasks, services }, leaderless };
    }
  }
  return { answer: undefined, leaderless };
}

interface RawService {
  readonly ID: string;
  readonly Spec: { readonly Name: string };
}

interface RawTask {
  readonly ID: string;
  readonly ServiceID: string;
  readonly Slot: number;
  readonly NodeID?: string;
  readonly DesiredState: string;
  readonly Status: { readonly State: string };
}
