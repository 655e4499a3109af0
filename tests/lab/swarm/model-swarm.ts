import { type DesiredState, isOver, type TaskState, taskStates } from "../../../src/lab/swarm/task-state.ts";
import type { AgentReport, TaskReport } from "../../../src/lab/host/agent-report.ts";
import type { HostName } from "../../../src/lab/lab-event.ts";
import { emptySwarm, type LabSwarm, type SwarmRules } from "../../../src/lab/swarm/lab-swarm.ts";
import { ordersOf } from "../../../src/lab/swarm/orders-of.ts";
import { albumServices } from "../../../src/lab/swarm/services.ts";
import { type Happening, stepSwarm } from "../../../src/lab/swarm/step-swarm.ts";
import { paces } from "../../../src/lab/pace.ts";

/** The instant at which a model begins. */
export const begun = Date.UTC(2026, 10, 25);

export const published = { web: 4780, metrics: 4781, engine: 4782 } as const;

export const rules: SwarmRules = {
  silence: 1_200,
  tick: 50,
  nodes: 3,
  services: albumServices(paces.fast, published),
};

/** What a step of a model was. */
export interface Step {
  readonly before: LabSwarm;
  readonly after: LabSwarm;
  readonly at: number;
}

/** A swarm with hosts that do as they are told, driven by hand. */
export interface ModelSwarm {
  swarm(): LabSwarm;
  readonly steps: readonly Step[];
  now(): number;
  /** Lets time pass in ticks of the usual length; the hosts that are named report at each. */
  pass(duration: number, ...alive: readonly HostName[]): void;
  /** One tick, this much later. */
  tick(later: number): void;
  /** One report; each of its tasks goes on by so many states first, or to `failed`. */
  report(host: HostName, onward?: number | "failed"): void;
  /** The host starts anew: its tasks are gone. */
  reboot(host: HostName): void;
}

/** A model of no node yet. */
export function modelSwarm(): ModelSwarm {
  const hosts = new Map<HostName, { boot: number; tasks: Map<string, TaskReport> }>();
  const steps: Step[] = [];
  let now = begun;
  let swarm = emptySwarm("model", begun);

  function step(happening: Happening): void {
    const before = swarm;
    swarm = stepSwarm(before, happening, now, rules);
    steps.push({ before, after: swarm, at: now });
  }

  function hostOf(name: HostName) {
    const host = hosts.get(name) ?? { boot: 1, tasks: new Map<string, TaskReport>() };
    hosts.set(name, host);
    return host;
  }

  function report(name: HostName, onward: number | "failed" = 9): void {
    const host = hostOf(name);
    for (const { assignment, desired } of ordersOf(swarm, name)) {
      const state = host.tasks.get(assignment.task)?.state ?? "assigned";
      const next = desired === "shutdown" && !isOver(state) ? "shutdown" : stateAfter(state, desired, onward);
      if (next === "assigned") continue;
      const container = { id: `container of ${assignment.task}`, pid: 1, exitCode: 0 };
      host.tasks.set(assignment.task, { task: assignment.task, state: next, at: now, message: next, container });
    }
    const role = name === "manager" ? "manager" : "worker";
    const told: AgentReport = { node: name, role, boot: `boot ${host.boot}`, tasks: [...host.tasks.values()] };
    step({ kind: "report", report: told });
  }

  function tick(later: number): void {
    now += later;
    step({ kind: "tick" });
  }

  return {
    swarm: () => swarm,
    steps,
    now: () => now,
    tick,
    report,
    pass(duration, ...alive) {
      for (let passed = 0; passed < duration; passed += rules.tick) {
        tick(rules.tick);
        for (const host of alive) report(host);
      }
    },
    reboot(name) {
      hosts.set(name, { boot: hostOf(name).boot + 1, tasks: new Map() });
    },
  };
}

function stateAfter(state: TaskState, desired: DesiredState, onward: number | "failed"): TaskState {
  if (isOver(state)) return state;
  if (onward === "failed") return "failed";
  const last = taskStates.indexOf(desired === "ready" ? "ready" : "running");
  const index = taskStates.indexOf(state);
  return taskStates[Math.max(index, Math.min(index + onward, last))] ?? state;
}

/** A model whose three hosts run all that is wanted. */
export function runningModel(): ModelSwarm {
  const model = modelSwarm();
  model.pass(500, "manager", "worker-1", "worker-2");
  return model;
}

/** Where a service's wanted tasks are, by slot: `1 manager running (running)`. */
export function wantedOf(swarm: LabSwarm, service: string): string[] {
  return linesOf(swarm, service).filter((line) => !line.endsWith("(shutdown)"));
}

/** All tasks of a service, by slot, the oldest first: `1 manager running (shutdown)`. */
export function linesOf({ nodes, services, tasks }: LabSwarm, service: string): string[] {
  const id = services.find(({ spec }) => spec.name === service)?.id;
  const hostnames = new Map(nodes.map(({ id, hostname }) => [id, hostname]));
  return tasks.filter((task) => task.service === id).toSorted((a, b) => a.slot - b.slot).map((task) =>
    `${task.slot} ${hostnames.get(task.node ?? "") ?? "nowhere"} ${task.status.state} (${task.desired})`
  );
}
