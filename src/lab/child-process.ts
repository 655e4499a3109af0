import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Duration } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { type ChildLine, parseChildLine } from "./child-line.ts";
import { isDeno, runtime } from "./runtime.ts";

/** A process of the lab, running. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** The ports that it chose. */
  readonly ports: Readonly<Record<string, number>>;
  /** False from the moment it was killed, or was seen to have ended. */
  isAlive(): boolean;
  /** Ends it with SIGKILL, which no process can hear; resolves when it is gone. Nothing is heard of it any more. */
  kill(): Promise<void>;
  /** Lets it end by itself, as when this program is gone, and kills it if it does not; resolves as `kill` does. */
  end(): Promise<void>;
}

/** What is heard of a process of the lab. */
export interface ChildHearers {
  /** Anything but `ready` and `failed`. */
  onLine(line: ChildLine): void;
  /** It ended and nobody had killed it; `words` are its last. */
  onDeath(words: string): void;
}

/** How a process is treated. */
export interface ChildOptions {
  /** How long it may take to be ready, ms. */
  readonly patience?: Duration;
  /** It has something to put away, so it is never killed before it had the time to end by itself. */
  readonly gentle?: boolean;
  /** What Deno is to allow it besides: `--allow-run=prometheus`. */
  readonly permissions?: readonly string[];
}

/** How long a process may take to be ready, on a machine that is busy. */
const usualPatience: Duration = 20_000;

/** How long a process may take to end by itself. */
const farewell: Duration = 5_000;

/**
 * Starts a script of this folder (`host/host-child.ts`) as a process of its own, with this program's runtime, and waits
 * until it is ready, at most `patience` ms. It ends when this process does, however that happens: its standard input
 * closes then. Throws `UserError` in the words of a process that cannot start.
 */
export async function startChild(
  name: string,
  script: string,
  config: unknown,
  hearers: ChildHearers,
  { patience = usualPatience, gentle = false, permissions = [] }: ChildOptions = {},
): Promise<Child> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(runtime, [...runtimeArguments(permissions), path], {
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  const { promise: ready, resolve: beReady, reject: fail } = Promise.withResolvers<Child["ports"]>();
  const { promise: gone, resolve: beGone } = Promise.withResolvers<void>();
  let alive = true;
  let killed = false;
  let isReady = false;
  let printed = "";
  let lastWords: string | undefined;

  child.stderr.setEncoding("utf8").on("data", print);
  createInterface({ input: child.stdout }).on("line", hear);
  // Where the process cannot be started, or is gone, nobody reads this.
  child.stdin.on("error", () => {});
  child.stdin.write(`${JSON.stringify(config)}\n`);
  child.once("exit", leave);
  child.once("error", (error) => {
    print(`Cannot start ${name}: ${error.message}`);
    leave();
    end();
  });
  // Its last words may be heard after its exit.
  child.once("close", end);
  if (!gentle) process.once("exit", killNow);
  const timer = setTimeout(() => {
    fail(
      new UserError(`Cannot start ${name}: it was not ready within ${patience / 1_000} s; is this machine very busy?`),
    );
  }, patience);
  try {
    const ports = await ready;
    isReady = true;
    return { name, pid: child.pid ?? 0, ports, isAlive: () => alive, kill, end: endGently };
  } catch (error) {
    await (gentle ? endGently() : kill());
    throw error;
  } finally {
    clearTimeout(timer);
  }

  function hear(text: string): void {
    const line = parseChildLine(text);
    if (killed || line === undefined) return;
    if (line.kind === "ready") beReady(line.ports);
    else if (line.kind === "failed") lastWords = line.words;
    else hearers.onLine(line);
  }

  function print(text: string): void {
    printed = (printed + text).slice(-2_000);
  }

  function leave(): void {
    alive = false;
    process.off("exit", killNow);
    beGone();
  }

  function end(): void {
    if (killed) return;
    const words = lastWords ?? printed.trim();
    if (isReady) hearers.onDeath(words);
    else fail(new UserError(words || `Cannot start ${name}: it ended without a word`));
  }

  function killNow(): void {
    killed = true;
    alive = false;
    child.kill("SIGKILL");
  }

  async function kill(): Promise<void> {
    killNow();
    await gone;
  }

  async function endGently(): Promise<void> {
    killed = true;
    alive = false;
    child.stdin.end();
    const late = setTimeout(killNow, farewell);
    await gone;
    clearTimeout(late);
  }
}

/** What Deno wants before the path of a script; a process of the lab gets loopback, and may read what it is made of. */
function runtimeArguments(permissions: readonly string[]): readonly string[] {
  if (!isDeno) return [];
  return ["run", "--no-prompt", "--no-check", "--allow-read", "--allow-env", "--allow-net=127.0.0.1", ...permissions];
}
