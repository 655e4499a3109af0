import type { AgentReport, Order } from "../../../src/lab/host/agent-report.ts";
import { type Agent, runAgent } from "../../../src/lab/host/agent.ts";
import type { StartContainer } from "../../../src/lab/host/container.ts";
import { handClock } from "./hand-clock.ts";

const pace = { heartbeat: 100, prepare: 30, start: 20 };

/** An agent whose manager, images and clock are in the test's hand. */
export interface AgentBench {
  readonly agent: Agent;
  /** What it reported, as `12 task running` by the clock; a report without tasks is `12 nothing`. */
  readonly reports: string[];
  readonly last: () => AgentReport | undefined;
  /** What its containers did. */
  readonly deeds: string[];
  /** What the manager answers from now on; it does not answer at all while `undefined`. */
  order(orders: readonly Order[] | undefined): void;
  pass(duration: number): Promise<void>;
}

/** An order to run a task. */
export function orderOf(task: string, desired: Order["desired"] = "running", image = "good:1"): Order {
  const rest = { service: "album_web", slot: 1, args: [], address: "10.0.1.2", published: {} };
  return { assignment: { task, image, ...rest }, desired };
}

/** Starts an agent that has images "good:1" and "bad:1"; the latter's program cannot start. Its first orders are given. */
export function agentBench(first: readonly Order[] = []): AgentBench {
  const clock = handClock();
  const reports: string[] = [];
  const deeds: string[] = [];
  let last: AgentReport | undefined;
  let orders: readonly Order[] | undefined = first;
  let containers = 0;
  const good: StartContainer = ({ task }) => {
    deeds.push(`${clock.now()} started ${task}`);
    return Promise.resolve({
      close() {
        deeds.push(`${clock.now()} closed ${task}`);
        return Promise.resolve();
      },
    });
  };
  const bad: StartContainer = () => Promise.reject(new Error("Cannot serve on port 80"));
  const agent = runAgent({ node: "worker-1", role: "worker", boot: "boot 1" }, pace.heartbeat, {
    images: { "good:1": good, "bad:1": bad },
    host: {
      name: "worker-1",
      dial: () => Promise.reject(new Error("nobody is there")),
      listen: () => () => {},
      compute: clock.wait,
    },
    pace,
    pid: 7,
    now: clock.now,
    wait: clock.wait,
    containerId: () => `container ${++containers}`,
    send(report) {
      last = report;
      const states = report.tasks.map(({ task, state }) => `${task} ${state}`);
      reports.push(`${clock.now()} ${states.join(", ") || "nothing"}`);
      return orders === undefined ? Promise.reject(new Error("no answer")) : Promise.resolve(orders);
    },
  });
  return {
    agent,
    reports,
    last: () => last,
    deeds,
    order: (next) => void (orders = next),
    pass: clock.pass,
  };
}
