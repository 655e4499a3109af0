/** The states of a task in SwarmKit's words, in the order in which a task passes through them. */
export const taskStates = [
  "pending",
  "assigned",
  "accepted",
  "preparing",
  "ready",
  "starting",
  "running",
  "shutdown",
  "failed",
  "rejected",
] as const;

export type TaskState = typeof taskStates[number];

/** What the manager wants of a task; `ready` is to prepare it and to wait. */
export type DesiredState = "ready" | "running" | "shutdown";

/** Whether the second state is later in a task's life than the first. */
export function isLater(before: TaskState, after: TaskState): boolean {
  return taskStates.indexOf(after) > taskStates.indexOf(before);
}

/** Whether a task has come to its end and will not change any more. */
export function isOver(state: TaskState): boolean {
  return isLater("running", state);
}
