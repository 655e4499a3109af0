import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { UserError } from "../core/user-error.ts";
import { failWriting } from "./disk-fs.ts";

const lockFile = z.strictObject({ pid: z.int().positive(), processStart: z.string().optional() });

/** Who writes a session folder now. */
export interface Owner {
  readonly pid: number;
}

/** The right to write a session folder. */
export interface Lock {
  release(): Promise<void>;
}

/** A living owner touches its lock so often, ms; this serves readers that may not ask for processes, as Deno's rights allow. */
const beat = 1_000;

function lockPath(folder: string): string {
  return join(folder, "recording", "lock.json");
}

/** Takes the lock of a session folder. `UserError` when a living process other than this one holds it. */
export async function acquireLock(folder: string): Promise<Lock> {
  const path = lockPath(folder);
  const content = JSON.stringify({ pid: process.pid, processStart: await processStart(process.pid) });
  for (let attempt = 0;; attempt++) {
    try {
      await writeFile(path, content, { flag: "wx" });
      break;
    } catch (error) {
      const exists = (error as NodeJS.ErrnoException).code === "EEXIST";
      if (!exists) await rm(path, { force: true });
      if (!exists || attempt === 3) failWriting(error, path);
    }
    const owner = await findOwner(folder);
    if (owner !== undefined && owner.pid !== process.pid) {
      throw new UserError(
        `Cannot write session "${folder}": process ${owner.pid} is recording it; end it with "npm run capture -- stop"`,
      );
    }
    // A lock that names nobody may be one that is being written just now: it is looked at again before it goes.
    if (owner === undefined && attempt === 0) await sleep(50);
    else await rm(path, { force: true });
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, beat);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await rm(path, { force: true });
    },
  };
}

/** The living process that holds the folder's lock; `undefined` when there is no lock or its process is gone. */
export async function findOwner(folder: string): Promise<Owner | undefined> {
  const text = await readFile(lockPath(folder), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const read = lockFile.safeParse(parseOrUndefined(text));
  if (!read.success) return undefined;
  const { pid, processStart: start } = read.data;
  return await isAlive(pid, start, lockPath(folder)) ? { pid } : undefined;
}

async function isAlive(pid: number, start: string | undefined, path: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ESRCH") return false;
    if (code !== "EPERM") return await beats(path);
  }
  const now = await processStart(pid);
  return start === undefined || now === undefined || start === now;
}

/** Whether the lock is being touched: asked where the runtime may not look for processes. */
async function beats(path: string): Promise<boolean> {
  const touched = async () => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  const before = await touched();
  if (Date.now() - before > 5 * beat) return false;
  for (let waited = 0; waited < 2.5 * beat; waited += 100) {
    await sleep(100);
    if (await touched() !== before) return true;
  }
  return false;
}

/** When a process began, in ticks since boot, so that a number used again is not taken for it; Linux only. */
async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  try {
    const text = await readFile(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
