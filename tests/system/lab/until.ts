import { setTimeout as sleep } from "node:timers/promises";

/** Polls until the condition holds; throws `Error` with what was waited for when it does not within `limit` ms. */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  limit: number,
  every = 200,
): Promise<void> {
  const start = Date.now();
  while (!(await condition())) {
    if (Date.now() - start > limit) throw new Error(`Waited ${limit / 1_000} s in vain until ${what}`);
    await sleep(every);
  }
}
