import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LabEvent } from "../../src/lab/lab-event.ts";
import { checkPorts, portsFrom } from "../../src/lab/lab-ports.ts";
import { type Ending, root, runDeno, runNode, type RunOptions } from "../e2e/task.ts";

/** A book with the demo's plan and stack, in a folder of its own. */
export async function demoBook(): Promise<{ readonly book: string; remove(): Promise<void> }> {
  const book = await mkdtemp(join(tmpdir(), "drillbook-demo-"));
  for (const file of ["plans/demo.yaml", "stacks/demo.yml"]) {
    await mkdir(join(book, "content", file.split("/")[0] ?? ""), { recursive: true });
    await cp(join(root, "content", file), join(book, "content", file));
  }
  return { book, remove: () => rm(book, { recursive: true, force: true }) };
}

/** Runs what "npm run demo" or "deno task demo" runs, under the runtime of the test, from the book's folder. */
export async function runDemo(book: string, args: readonly string[], options: RunOptions = {}): Promise<Ending> {
  const run = "Deno" in globalThis ? runDeno : runNode;
  return await run("demo", ["--fast", ...args], { ...options, cwd: book });
}

/** The first of four neighbouring ports of 127.0.0.1 that are free now, as a lab needs them. */
export async function findPorts(): Promise<number> {
  for (let first = 21_000 + (Date.now() % 20_000); first < 60_000; first += 11) {
    const free = await checkPorts(portsFrom(first)).then(() => true, () => false);
    if (free) return first;
  }
  throw new Error("No four neighbouring ports are free");
}

/** The folder of the book's only session. */
export async function sessionOf(book: string): Promise<string> {
  const sessions = join(book, "content", "sessions");
  const [name, ...more] = await readdir(sessions);
  if (name === undefined || more.length > 0) throw new Error(`Expected one session, found ${more.length}`);
  return join(sessions, name);
}

/** What the lab wrote down of itself. */
export async function readLog(path: string): Promise<readonly LabEvent[]> {
  const text = await readFile(path, "utf8");
  return text.trim().split("\n").map((line) => JSON.parse(line) as LabEvent);
}

/** Waits until the output of a command matches, and answers the match; throws with the output when it ended without. */
export async function printed(print: () => string, pattern: RegExp, isOver: () => boolean): Promise<RegExpExecArray> {
  for (let over = false; !over; over = isOver()) {
    const match = pattern.exec(print());
    if (match !== null) return match;
    await sleep(50);
  }
  throw new Error(`${pattern} was not printed:\n${print()}`);
}
