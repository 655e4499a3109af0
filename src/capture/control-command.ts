import { basename } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { readHead } from "../archive/head-fs.ts";
import { findRecording, postRequest, type Request } from "../archive/inbox-fs.ts";
import { recoverSession } from "../archive/recover-fs.ts";
import { findSession } from "../archive/session-fs.ts";
import { formatInstant } from "../core/format.ts";
import { UserError } from "../core/user-error.ts";
import { exitCodes } from "./command.ts";
import { nextSteps } from "./next-steps.ts";

/** Tells the recorder of the book that a phase begins; answers the exit code. */
export async function tellPhase(book: string, name: string): Promise<number> {
  const { id } = await tell(book, { at: Date.now(), kind: "phase", name });
  process.stdout.write(
    `Phase "${name}" begins in session ${id}\nSet a mark with: npm run mark -- LABEL [--fault|--recovered]\n`,
  );
  return exitCodes.pass;
}

/** Sets a mark in the session that the book's recorder records; answers the exit code. */
export async function tellMark(book: string, label: string, mark: "note" | "fault" | "recovered"): Promise<number> {
  const { id } = await tell(book, { at: Date.now(), kind: "mark", mark, label });
  const words = { note: "Mark", fault: "Fault", recovered: "Recovery" }[mark];
  process.stdout.write(`${words} "${label}" set in session ${id}\n`);
  if (mark === "fault") process.stdout.write("When it is undone: npm run mark -- LABEL --recovered\n");
  return exitCodes.pass;
}

/** Tells the recorder of the book to end well, and waits until it did; answers the exit code. */
export async function tellStop(book: string): Promise<number> {
  const { id, folder } = await tell(book, { at: Date.now(), kind: "stop" });
  process.stdout.write(`Session ${id} is being finished\n`);
  const deadline = Date.now() + 180_000;
  // The recorder lets its lock go for a moment between its last fact and compaction: only twice free in a row is ended.
  for (let free = 0; free < 2; free = await findRecording(book) === undefined ? free + 1 : 0) {
    if (Date.now() > deadline) {
      process.stderr.write(
        `Session ${id} is not finished after 3 min; look at the recorder, or end it and run\n  npm run capture -- recover ${id}\n`,
      );
      return exitCodes.damaged;
    }
    await sleep(200);
  }
  if ((await readHead(folder)).status === "recording") {
    process.stderr.write(`Session ${id} is not whole; make it so with\n  npm run capture -- recover ${id}\n`);
    return exitCodes.damaged;
  }
  process.stdout.write(`Recording ended\n${nextSteps(id)}`);
  return exitCodes.pass;
}

/** Makes a session whole whose recorder died; answers the exit code. */
export async function recover(book: string, ref: string): Promise<number> {
  const folder = await findSession(book, ref);
  const { changed, end, words } = await recoverSession(folder);
  for (const text of words) process.stdout.write(`${text}\n`);
  const id = basename(folder);
  process.stdout.write(
    `Session ${id} ${changed ? "is whole again" : "was whole already"}; it ends ${formatInstant(end)}\n${
      nextSteps(id)
    }`,
  );
  return exitCodes.pass;
}

async function tell(book: string, request: Request): Promise<{ readonly id: string; readonly folder: string }> {
  const folder = await findRecording(book);
  if (folder === undefined) {
    throw new UserError(
      `Cannot reach a recorder: no session is being recorded in "${book}"; begin one with "npm run capture -- <plan>"`,
    );
  }
  await postRequest(folder, request);
  return { id: basename(folder), folder };
}
