import type { Plan } from "./plan.ts";

/** Other objectives to judge a recorded session by. */
export interface Judging {
  /** The session's plan with the objectives, and perhaps the panels, of the file. */
  readonly plan: Plan;
  /** Where they were read. */
  readonly file: string;
  /** Of that file's text. */
  readonly sha256: string;
}
