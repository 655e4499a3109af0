import type { RecordRequest } from "../capture/record-command.ts";
import type { Plan } from "../core/plan.ts";
import type { LabEvent } from "./lab-event.ts";
import type { LabPorts } from "./lab-ports.ts";
import type { Pace } from "./pace.ts";
import type { ServedFolder } from "./serve-folder.ts";

/** What the demo was asked. */
export interface DemoOptions {
  readonly book: string;
  readonly pace: Pace;
  readonly ports: LabPorts;
  readonly prometheus: "embedded" | "real";
  /** Whether the book is served in the end, until Ctrl-C. */
  readonly serve: boolean;
  /** Hears of everything that the lab does. */
  onEvent(event: LabEvent): void;
}

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
