import { basename } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { readHead } from "../archive/head-fs.ts";
import { findRecording, postRequest, type Request } from "../archive/inbox-fs.ts";
import { recoverSession } from "../archive/recover-fs.ts";
import { findSession, findUnfinished } from "../archive/session-fs.ts";
import { places } from "../archive/names.ts";
import { eachLine } from "../archive/windows-fs.ts";
import { formatInstant } from "../core/format.ts";
import { plainText } from "../core/plain-text.ts";
import type { Instant } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { exitCodes } from "../core/exit-codes.ts";
import { nextSteps } from "./next-steps.ts";

/** When the command was started, which is what a mark means: loading this program takes a while. */
function started(): Instant {
  return Math.round(performance.timeOrigin);
}

/** Tells the recorder of the book that a phase begins; answers the exit code. A phase that the plan does not list is remarked on. */
export async function tellPhase(book: string, name: string): Promise<number> {
  const { id, folder } = await tell(book, { at: started(), kind: "phase", name });
  const { phases } = (await readHead(folder)).plan;
  const remark = remarkOnPhase(name, phases);
  say(
    `Phase "${name}" begins in session ${id}${remark === undefined ? "" : `\n${remark}`}\n` +
      "Set a mark with: npm run mark -- LABEL [--fault|--recovered]",
  );
  return exitCodes.pass;
}

/** Sets a mark in the session that the book's recorder records; answers the exit code. A recovery from nothing is remarked on. */
export async function tellMark(book: string, label: string, mark: "note" | "fault" | "recovered"): Promise<number> {
  const open = mark === "recovered" ? await hasOpenFault(book) : true;
  const { id } = await tell(book, { at: started(), kind: "mark", mark, label });
  const words = { note: "Mark", fault: "Fault", recovered: "Recovery" }[mark];
  say(`${words} "${label}" set in session ${id}`);
  if (!open) say("Remark: no fault was open; set one with: npm run mark -- LABEL --fault");
  if (mark === "fault") say("When it is undone: npm run mark -- LABEL --recovered");
  return exitCodes.pass;
}

/** What to say of a phase that the plan does not list; `undefined` when it does, or lists none. */
export function remarkOnPhase(name: string, phases: readonly string[]): string | undefined {
  if (phases.length === 0 || phases.includes(name)) return undefined;
  return `Remark: the plan lists no such phase; it lists ${phases.map((phase) => `"${phase}"`).join(", ")}`;
}

/** Whether a fault lasts in the session that is being recorded; true when that cannot be told. */
async function hasOpenFault(book: string): Promise<boolean> {
  const folder = await findRecording(book);
  if (folder === undefined) return true;
  let open = false;
  await eachLine(folder, places.journal, (line) => {
    if (!line.startsWith('{"kind":"mark"')) return;
    const { mark } = JSON.parse(line) as { mark?: unknown };
    if (mark === "fault") open = true;
    if (mark === "recovered") open = false;
  }).catch(() => open = true);
  return open;
}

function say(text: string): void {
  process.stdout.write(`${plainText(text)}\n`);
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

/**
 * Makes a session whole whose recorder died; answers the exit code.
 * `latest` is the newest session that is not whole; when all are, there is nothing to do.
 */
export async function recover(book: string, ref: string): Promise<number> {
  const unfinished = ref === "latest" ? await findUnfinished(book) : undefined;
  const folder = unfinished ?? await findSession(book, ref);
  if (unfinished !== undefined) {
    process.stdout.write(`The newest session that is not whole is "${basename(folder)}"\n`);
  } else if (ref === "latest") {
    process.stdout.write(`Every session is whole, the newest is "${basename(folder)}": there is nothing to recover\n`);
    return exitCodes.pass;
  }
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
