import type { LabSwarm } from "./lab-swarm.ts";
import { isOver } from "./task-state.ts";

/** The first and the last number that a task's address may end with; `.1` is the gateway. */
const first = 2;
const last = 254;

/** The address of the overlay network that ends with a number. */
export function addressOf(number: number): string {
  return `10.0.1.${number}`;
}

/**
 * What the address of a new task ends with: the next one that no task has, round and round, so that an address is not
 * soon another task's. Throws `RangeError` when all are taken.
 */
export function nextAddress({ lastAddress, tasks }: LabSwarm): number {
  const taken = new Set(tasks.filter(({ status }) => !isOver(status.state)).map(({ address }) => address));
  for (let step = 1; step <= last - first + 1; step += 1) {
    const number = first + (lastAddress - first + step) % (last - first + 1);
    if (!taken.has(addressOf(number))) return number;
  }
  throw new RangeError("Cannot find a free address: all of 10.0.1.0/24 are taken");
}
