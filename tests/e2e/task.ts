import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The project's own folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a command printed and how it ended. */
export interface Ending {
  readonly code: number | null;
  readonly output: string;
}

/** How a command is run: its folder, what is added to its environment, and what is done once it runs. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly begun?: (print: () => string, end: (signal: "SIGINT") => void, isOver: () => boolean) => Promise<void>;
}

/** Runs what `npm run NAME` runs, with Node. */
export async function runNode(name: string, args: readonly string[], options: RunOptions = {}): Promise<Ending> {
  const { scripts } = readJson<{ scripts: Record<string, string> }>("package.json");
  return await run(wordsOf(scripts[name]), args, options);
}

/** Runs what `deno task NAME` runs, with exactly its permissions; relative ones count from the folder `cwd`, those of the project's own packages and caches excepted. */
export async function runDeno(name: string, args: readonly string[], options: RunOptions = {}): Promise<Ending> {
  const { tasks } = readJson<{ tasks: Record<string, string> }>("deno.json");
  const words = wordsOf(tasks[name]).map((word) =>
    word.replace(/(?<=[=,])(node_modules|\.astro)(?=,|$)/g, (name) => join(root, name))
  );
  const at = words.indexOf("run") + 1;
  return await run([...words.slice(0, at), `--config=${join(root, "deno.json")}`, ...words.slice(at)], args, options);
}

function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(join(root, path), "utf8")) as Value;
}

function wordsOf(command: string | undefined): readonly string[] {
  if (command === undefined) throw new Error("No such command in package.json and deno.json");
  return command.split(" ");
}

async function run(words: readonly string[], args: readonly string[], options: RunOptions): Promise<Ending> {
  const assignments = words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split("=") as [string, string]);
  const [program = "", ...rest] = words.slice(assignments.length).map((word) =>
    /^(\.\/)?(scripts|node_modules)\//.test(word) ? join(root, word) : word
  );
  const env = { ...process.env, NO_COLOR: "1", ...Object.fromEntries(assignments), ...options.env };
  const bin = join(root, "node_modules", ".bin");
  const path = `${bin}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`;
  const child = spawn(program, [...rest, ...args], { cwd: options.cwd ?? root, env: { ...env, PATH: path } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => output += text);
  }
  let isOver = false;
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve))
    .finally(() => isOver = true);
  try {
    // With `child.kill` Deno would say that the signal ended it, whatever its exit code.
    const end = (signal: "SIGINT") => void process.kill(child.pid ?? 0, signal);
    await options.begun?.(() => output, end, () => isOver);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return { code: await ended, output };
}
