import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { until } from "./until.ts";

/** The project's root. */
export const root = path.resolve(import.meta.dirname, "../../..");

/** What a command of Drillbook ended with. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the commands in `scripts/` as a user does, in a process of its own. */
export async function command(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return await program(process.execPath, [path.join(root, "scripts", `${script}.ts`), ...args], env);
}

/** Runs a program from the project's root to its end. */
export async function program(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(file, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => stdout += text);
  child.stderr.setEncoding("utf8").on("data", (text: string) => stderr += text);
  return await new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code: code ?? 130, stdout, stderr }));
  });
}

/** As `command`, but a failure throws with what the command wrote. */
export async function expectCommand(script: string, args: readonly string[]): Promise<Ended> {
  const ended = await command(script, args);
  if (ended.code !== 0) {
    throw new Error(`scripts/${script}.ts ended with ${ended.code}: ${ended.stderr}${ended.stdout}`);
  }
  return ended;
}

/** A recorder that runs beside the harness. */
export interface Recorder {
  /** Resolves with the exit code when it ends. */
  readonly ended: Promise<number>;
  /** Ends it at once, with SIGKILL. */
  kill(): void;
}

/** Starts `scripts/capture.ts`, its output in `logFile`; it dies with this process. */
export function startRecorder(args: readonly string[], logFile: string): Recorder {
  const script = path.join(root, "scripts", "capture.ts");
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  // Building and testing on the same machine must not delay the probe, whose every missing request is doubt.
  if (child.pid !== undefined) os.setPriority(child.pid, -10);
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => {
      process.off("exit", kill);
      resolve(code ?? 130);
    });
  });
  return { ended, kill };
}

/** The folder of the session that is being recorded, once it is there. */
export async function findSession(book: string): Promise<string> {
  const home = path.join(book, "content", "sessions");
  let found: string | undefined;
  await until("the recorder has begun a session", async () => {
    const names = await readdir(home).catch(() => []);
    found = names.find((name) => /^\d{4}-/.test(name));
    return found !== undefined;
  }, 30_000);
  return path.join(home, found ?? "");
}
