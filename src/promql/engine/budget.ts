import type { QueryOptions } from "./options.ts";
import { QueryError } from "./query-error.ts";

/** Keeps an evaluation within its limits. */
export interface Budget {
  /** Samples held now. */
  held: number;
  /** Takes room for more samples. Throws `QueryError` of kind `limit` when that is more than may be held. */
  take(samples: number): void;
  /** Throws `QueryError` of kind `timeout` when the time is over. Cheap enough for an inner loop. */
  check(): void;
}

/** How often `check` is called before it looks at the clock. */
const checksPerLook = 64;

/** A budget by the options' limits; its time runs from now. */
export function budgetFor({ maxSamples = 50_000_000, timeout = 120_000, now }: QueryOptions): Budget {
  const deadline = now === undefined ? Infinity : now() + timeout;
  let checks = 0;
  return {
    held: 0,
    take(samples) {
      this.held += samples;
      if (this.held > maxSamples) {
        throw new QueryError("limit", "query processing would load too many samples into memory in query execution");
      }
    },
    check() {
      checks += 1;
      if (now === undefined || checks % checksPerLook !== 0 || now() <= deadline) return;
      throw new QueryError("timeout", "query timed out in expression evaluation");
    },
  };
}
