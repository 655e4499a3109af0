import process from "node:process";
import { raiseLab, razeLab } from "./lab.ts";
import { removeOutside } from "./network.ts";
import { isOutside, rerunOutside } from "./outside.ts";

/**
 * Runs the work in a lab raised for it, in the outside namespace, and answers its exit code.
 *
 * The program runs twice: a keeper in the machine's own namespace starts it again outside, and removes the lab when that one has
 * ended, however it ended. `keep` leaves the lab up.
 */
export async function inLab(keep: boolean, work: () => Promise<number>): Promise<number> {
  if (await isOutside()) {
    // Ending by a signal must still run what is registered for the exit, which kills the recorder.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
    await raiseLab();
    return await work();
  }
  try {
    return await rerunOutside();
  } finally {
    if (!keep) {
      await razeLab();
      await removeOutside();
    }
  }
}
