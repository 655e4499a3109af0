import type { RecordRequest } from "../capture/record-command.ts";
import type { Plan } from "../core/plan.ts";
import type { ServedFolder } from "./serve-folder.ts";

/** What the demo does as a person would, by this program's own commands. */
export interface DemoEffects {
  readPlan(book: string, ref: string): Promise<Plan>;
  /** Throws `UserError` while a session of the book is being recorded. */
  refuseSecond(book: string): Promise<void>;
  /** Records until the recorder is told to end; answers the exit code, 0 when the session is whole. */
  record(request: RecordRequest): Promise<number>;
  /** The verdict of a session, for a terminal. */
  judge(folder: string): Promise<string>;
  /** Renders the book into a folder; aborting ends it and rejects. */
  build(book: string, out: string, stop: AbortSignal): Promise<void>;
  /** Serves a built book on a port of 127.0.0.1. */
  serve(out: string, port: number): Promise<ServedFolder>;
  say(text: string): void;
}
