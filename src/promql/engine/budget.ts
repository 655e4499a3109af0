import type { QueryOptions } from "./options.ts";
import { QueryError } from "./query-error.ts";

/** Keeps an evaluation within its limits. */
export interface Budget {
  /** Samples held now. */
  held: number;
  /** Takes room for more samples. Throws `QueryError` of kind `limit` when that is more than may be held. */
  take(samples: number): void;
  /** Takes room for text of labels that the query makes, in characters; it is not given back. Throws as `take` does. */
  takeText(length: number): void;
  /**
   * Throws `QueryError` of kind `timeout` when the time is over; `work` is about how many samples are looked at until the
   * next check. Cheap enough for an inner loop.
   */
  check(work?: number): void;
}

/** The most characters of labels that a query may make. */
const mostText = 50_000_000;

/** After so much work the clock is looked at. */
const workPerLook = 20_000;

/** A budget by the options' limits; its time runs from now. */
export function budgetFor({ maxSamples = 50_000_000, timeout = 120_000, now }: QueryOptions): Budget {
  const deadline = now === undefined ? Infinity : now() + timeout;
  let done = 0;
  let text = 0;
  return {
    held: 0,
    take(samples) {
      this.held += samples;
      if (this.held > maxSamples) {
        throw new QueryError("limit", "query processing would load too many samples into memory in query execution");
      }
      this.check(samples);
    },
    takeText(length) {
      text += length;
      if (text > mostText) {
        throw new QueryError("limit", "query processing would make too much text of labels in query execution");
      }
      this.check(length);
    },
    check(work = 500) {
      done += work;
      if (done < workPerLook || now === undefined) return;
      done = 0;
      if (now() > deadline) throw new QueryError("timeout", "query timed out in expression evaluation");
    },
  };
}
