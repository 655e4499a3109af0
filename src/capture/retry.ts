import { setTimeout as sleep } from "node:timers/promises";
import { SourceError } from "./source-error.ts";

/** What retrying asks of its surroundings. */
export interface RetryEffects {
  sleep(duration: number): Promise<unknown>;
  /** From 0 to 1. */
  random(): number;
}

const systemEffects: RetryEffects = { sleep, random: Math.random };

/** Calls until it succeeds, at most `attempts` times, with growing and jittered pauses; a refusal of the question is final. */
export async function retry<Answer>(
  call: () => Promise<Answer>,
  attempts: number,
  effects: RetryEffects = systemEffects,
): Promise<Answer> {
  for (let attempt = 1;; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= attempts || !isPassing(error)) throw error;
      await effects.sleep(200 * 2 ** (attempt - 1) * (0.5 + effects.random()));
    }
  }
}

/** Whether asking again can help: no answer, a broken one, or a server in trouble; not a refused question. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof SourceError)) return false;
  if (error.kind === "size") return false;
  return error.kind !== "refusal" || error.status === undefined || error.status >= 500 || error.status === 429;
}
