import process from "node:process";
import { findRecording } from "../archive/inbox-fs.ts";
import { readPlan } from "../archive/plan-fs.ts";
import { type Plan, plan as planSchema } from "../core/plan.ts";
import { UserError } from "../core/user-error.ts";
import { exitCodes } from "../core/exit-codes.ts";
import { requireEnvironment } from "./environment.ts";
import type { Face } from "./face.ts";
import { showLines } from "./line-face.ts";
import { nextSteps } from "./next-steps.ts";
import { type Recorder, type RecordingOutcome, startRecorder } from "./recorder.ts";

/** What `capture` was asked. */
export interface RecordRequest {
  readonly book: string;
  /** An id, the path of a file, or a plan that was read. */
  readonly plan: string | Plan;
  readonly title: string | undefined;
  readonly phase: string | undefined;
  /** Hears of the recorder once it records; what to do with the session is then for the caller to say. */
  readonly follow?: (recorder: Recorder) => void;
  /** Hears of each Ctrl-C, as a key or as a signal. */
  readonly onInterrupt?: () => void;
}

/** A Ctrl-C reaches a command under npm twice, from the terminal and from npm: within this time, ms, it is one. */
const sameInterrupt = 400;

/** Records a session until it is told to end, by a key, a signal or another process; answers the exit code. */
export async function record(request: RecordRequest): Promise<number> {
  const { book, plan: ref, follow } = request;
  const plan = checkPlan(typeof ref === "string" ? await readPlan(book, ref) : ref);
  await refuseSecond(book);
  requireEnvironment(plan);

  const stop = Promise.withResolvers<void>();
  const abandon = Promise.withResolvers<"abandon">();
  let askedAt: number | undefined;
  const interrupt = () => {
    request.onInterrupt?.();
    const now = performance.now();
    if (askedAt !== undefined && now - askedAt > sameInterrupt) abandon.resolve("abandon");
    askedAt ??= now;
    stop.resolve();
  };
  const terminate = () => stop.resolve();
  // A reader that went away (`| head`) or a terminal that was closed must not end the recording.
  const ignore = () => {};
  process.stdout.on("error", ignore);
  process.stderr.on("error", ignore);
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", terminate);
  process.on("SIGHUP", terminate);

  let recorder: Recorder | undefined;
  const { isTerminal } = await import("./terminal.ts");
  const face: Face = !isTerminal() ? showLines() : (await import("./live.ts")).showLive(plan, {
    interrupt,
    command(command) {
      if (command.kind === "stop") terminate();
      else recorder?.note({ at: Date.now(), ...command });
    },
  });
  try {
    recorder = await startRecorder({ ...request, plan, onFact: face.note, onTrouble: face.trouble });
    face.follow(recorder);
    follow?.(recorder);
    await Promise.race([stop.promise, recorder.stopAsked]);
    // However the end was asked for, the next Ctrl-C stops at once.
    askedAt ??= performance.now();
    face.ending();
    const outcome = await Promise.race([recorder.end(), abandon.promise]);
    if (outcome === "abandon") await recorder.abandon();
    face.close();
    return conclude(recorder.id, outcome, follow === undefined ? nextSteps(recorder.id) : "");
  } finally {
    face.close();
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", terminate);
    process.off("SIGHUP", terminate);
  }
}

/** Throws `UserError` while a session of the book is being recorded. */
export async function refuseSecond(book: string): Promise<void> {
  const running = await findRecording(book);
  if (running === undefined) return;
  throw new UserError(`Cannot begin a session: "${running}" is being recorded; end it with "npm run capture -- stop"`);
}

/** The plan, when a session of it can be read again. */
function checkPlan(plan: Plan): Plan {
  const read = planSchema.safeParse(plan);
  if (read.success) return plan;
  const issues = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new UserError(`Cannot record plan "${plan.id}": ${issues.join("; ")}`);
}

function conclude(id: string, outcome: RecordingOutcome | "abandon", steps: string): number {
  if (outcome === "abandon") {
    process.stdout.write(
      `Stopped at once; nothing that was recorded is lost. Make the session whole:\n  npm run capture -- recover ${id}\n`,
    );
    process.exit(exitCodes.interrupted);
  }
  if (outcome.trouble !== undefined) {
    process.stderr.write(`Cannot finish session "${id}": ${outcome.trouble}\n`);
    process.stderr.write(`What is on the disk is safe; mend the cause, then run\n  npm run capture -- recover ${id}\n`);
    return exitCodes.damaged;
  }
  process.stdout.write(`Recorded session ${id}\n${steps}`);
  return exitCodes.pass;
}
