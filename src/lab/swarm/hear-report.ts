import type { Instant } from "../../core/time.ts";
import type { AgentReport, TaskReport } from "../host/agent-report.ts";
import { type LabNode, type LabSwarm, type LabTask, newObject } from "./lab-swarm.ts";
import { isLater, isOver } from "./task-state.ts";

/**
 * What a node says of itself and of its tasks.
 *
 * - A node that was not known joins; one that was down is ready again.
 * - After another start of the host what ran there has ended: it failed. A task that did not run yet goes on: as with
 *   SwarmKit, whose agent remembers its tasks, the node prepares it once more.
 * - A task goes forward only, and one that is over stays as it is.
 */
export function hearReport(swarm: LabSwarm, report: AgentReport, at: Instant): LabSwarm {
  const known = swarm.nodes.find(({ hostname }) => hostname === report.node);
  if (known === undefined) return joinNode(swarm, report, at);
  const node = { ...known, state: "ready", boot: report.boot } as const;
  const isSame = known.state === "ready" && known.boot === report.boot;
  const reports = new Map(report.tasks.map((task) => [task.task, task]));
  const tasks = swarm.tasks.map((task) => {
    if (task.node !== known.id || isOver(task.status.state)) return task;
    const rebooted = known.boot === report.boot ? task : failAtReboot(task, at);
    return bringForward(rebooted, reports.get(task.id));
  });
  return {
    ...swarm,
    heard: new Map([...swarm.heard, [known.id, at]]),
    nodes: isSame ? swarm.nodes : swarm.nodes.map((other) => other === known ? node : other),
    tasks,
  };
}

function joinNode(swarm: LabSwarm, { node: hostname, role, boot }: AgentReport, at: Instant): LabSwarm {
  const [next, object] = newObject(swarm, at);
  const node: LabNode = { ...object, hostname, role, state: "ready", boot };
  return { ...next, heard: new Map([...next.heard, [node.id, at]]), nodes: [...next.nodes, node] };
}

/** As an engine finds its containers after a start: what ran has ended, with the code 255. */
function failAtReboot(task: LabTask, at: Instant): LabTask {
  const { state, message, container } = task.status;
  if (state !== "running") return task;
  const ended = container === undefined ? undefined : { id: container.id, pid: 0, exitCode: 255 };
  const error = "task: non-zero exit (255)";
  return { ...task, status: { at, state: "failed", message, error, container: ended } };
}

function bringForward(task: LabTask, report: TaskReport | undefined): LabTask {
  if (report === undefined || !isLater(task.status.state, report.state)) return task;
  const { at, state, message, error, container } = report;
  return { ...task, status: { at, state, message, error, container } };
}
