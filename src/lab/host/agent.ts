import type { Duration } from "../../core/time.ts";
import type { AgentReport, Order } from "./agent-report.ts";
import { type HostedTask, hostTask, type TaskEffects } from "./hosted-task.ts";

/** What an agent says of itself in each report. */
export type AgentIdentity = Omit<AgentReport, "tasks">;

/** What an agent needs of its surroundings. */
export interface AgentEffects extends Omit<TaskEffects, "onChange"> {
  /** Brings a report to the manager and its orders back. Rejects when it does not answer. */
  send(report: AgentReport): Promise<readonly Order[]>;
}

/** A host's agent, at work. */
export interface Agent {
  /** Ends its containers; it reports no more. */
  stop(): Promise<void>;
}

/**
 * Reports to the manager every `heartbeat`, and at once after a task changed its state, and does what it is told to. A
 * manager that does not answer changes nothing: what runs goes on, and the next report is tried in its time.
 */
export function runAgent(identity: AgentIdentity, heartbeat: Duration, effects: AgentEffects): Agent {
  const tasks = new Map<string, HostedTask>();
  let isStopped = false;
  let news = Promise.withResolvers<void>();

  function obey(orders: readonly Order[]): void {
    const ordered = new Set(orders.map(({ assignment }) => assignment.task));
    for (const order of orders) {
      const task = tasks.get(order.assignment.task);
      if (task !== undefined) task.want(order.desired);
      else tasks.set(order.assignment.task, hostTask(order, { ...effects, onChange: () => news.resolve() }));
    }
    for (const [id, task] of tasks) {
      if (ordered.has(id)) continue;
      task.want("shutdown");
      tasks.delete(id);
    }
  }

  async function work(): Promise<void> {
    while (!isStopped) {
      news = Promise.withResolvers();
      const report = { ...identity, tasks: [...tasks.values()].map((task) => task.report()) };
      const orders = await effects.send(report).catch(() => undefined);
      if (isStopped) return;
      if (orders !== undefined) obey(orders);
      await Promise.race([effects.wait(heartbeat), orders === undefined ? new Promise(() => {}) : news.promise]);
    }
  }

  const working = work();
  return {
    async stop() {
      isStopped = true;
      news.resolve();
      obey([]);
      await working;
    },
  };
}
