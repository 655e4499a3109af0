import type { Duration } from "../core/time.ts";

/** A query of the explore page gets no more time than this. */
export const timeLimit: Duration = 20_000;
