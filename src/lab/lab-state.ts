import type { Instant } from "../core/time.ts";
import type { HostName, LabEvent } from "./lab-event.ts";

type NodeEvent = Extract<LabEvent, { kind: "node" }>;
type TaskEvent = Extract<LabEvent, { kind: "task" }>;

/** How many tasks the lab's services have while nothing fails: six replicas of the album, and the proxy. */
export const wantedTasks = 7;

/** Since when every wanted task runs, ms; `undefined` while one does not. */
export function wholeSince(events: readonly LabEvent[]): Instant | undefined {
  const last = new Map<string, TaskEvent>();
  for (const event of events) if (event.kind === "task") last.set(event.id, event);
  const wanted = [...last.values()].filter(({ desired }) => desired === "running");
  if (wanted.length !== wantedTasks || wanted.some(({ state }) => state !== "running")) return undefined;
  return Math.max(...wanted.map(({ at }) => at));
}

/** What the manager said last of a host's node since the host was started or killed; `undefined` while it said nothing. */
export function nodeTold(events: readonly LabEvent[], host: HostName): NodeEvent | undefined {
  const turn = events.findLastIndex((event) => event.kind === "host" && event.host === host);
  const told = events.slice(turn + 1).findLast((event) => event.kind === "node" && event.node === host);
  return told?.kind === "node" ? told : undefined;
}
