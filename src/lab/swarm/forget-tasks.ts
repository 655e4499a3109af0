import { isWanted, type LabSwarm } from "./lab-swarm.ts";
import { isOver } from "./task-state.ts";

/** How many tasks of a slot are kept, as with SwarmKit's usual `--task-history-limit`. */
export const historyLimit = 5;

/** Forgets the oldest tasks of each slot that has too many; none that is wanted or may still run. */
export function forgetTasks(swarm: LabSwarm): LabSwarm {
  const slots = Map.groupBy(swarm.tasks, ({ service, slot }) => `${service}.${slot}`);
  const forgotten = new Set(
    [...slots.values()].flatMap((tasks) => {
      const surplus = Math.max(0, tasks.length - historyLimit);
      return tasks.filter((task) => !isWanted(task) && isOver(task.status.state)).slice(0, surplus);
    }),
  );
  return forgotten.size === 0 ? swarm : { ...swarm, tasks: swarm.tasks.filter((task) => !forgotten.has(task)) };
}
