import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

/** How to start a process that outlives this one. */
export interface ChildOptions {
  /** Holds the process id; a later run finds by it what an earlier one left. */
  readonly pidFile: string;
  readonly logFile: string;
  /** Its working directory, which Prometheus tells to whoever asks. */
  readonly cwd?: string;
}

/** Starts a detached process, its output appended to the log file. */
export async function startChild(command: string, args: readonly string[], options: ChildOptions): Promise<void> {
  const log = openSync(options.logFile, "a");
  const child = spawn(command, args, { detached: true, stdio: ["ignore", log, log], cwd: options.cwd });
  closeSync(log);
  await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  child.unref();
  await writeFile(options.pidFile, `${child.pid}\n`);
}

/**
 * Kills the process of a pid file with SIGKILL and waits until it is gone.
 *
 * Ids are reused: a process whose command line does not contain `mark` is another's, and is left alone.
 */
export async function killChild(pidFile: string, mark: string): Promise<void> {
  const pid = Number(await readFile(pidFile, "utf8").catch(() => ""));
  if (pid > 1 && (await commandLine(pid)).includes(mark)) {
    process.kill(pid, "SIGKILL");
    while ((await commandLine(pid)).includes(mark)) await sleep(10);
  }
  await rm(pidFile, { force: true });
}

/** The command line of a process; "" when it is gone or a zombie. */
async function commandLine(pid: number): Promise<string> {
  return await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
}
