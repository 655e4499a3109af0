import type { Fact } from "../core/fact.ts";
import type { Recorder } from "./recorder.ts";

/** How a recording shows itself to whoever started it. */
export interface Face {
  note(fact: Fact): void;
  /** Shows the recorder from now on. */
  follow(recorder: Recorder): void;
  /** Says that the disk refuses what is recorded, and why. */
  trouble(reason: string): void;
  /** Says that the session is being finished. */
  ending(): void;
  /** Shows nothing more; calling it again does nothing. */
  close(): void;
}
