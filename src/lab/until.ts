import { setTimeout as sleep } from "node:timers/promises";
import type { Duration } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";

/** How long to wait, ms, and what ends the waiting with an error. */
export interface Deadline {
  readonly patience: Duration;
  readonly broken: Promise<never>;
}

/** Waits until something holds; asks every 50 ms. Throws `UserError` that names it when it does not come true in time. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { patience, broken }: Deadline,
): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await Promise.race([holds(), broken]))) {
    if (performance.now() > deadline) {
      throw new UserError(
        `Cannot wait longer until ${what}: ${patience / 1_000} s have passed; is this machine very busy? Try again`,
      );
    }
    await Promise.race([sleep(50), broken]);
  }
}
