import process from "node:process";
import { createInterface } from "node:readline";
import { UserError } from "../core/user-error.ts";
import type { ChildLine } from "./child-line.ts";

/** Tells the process that started this one. */
export type Tell = (line: ChildLine) => void;

/**
 * Runs a process of the lab: reads its configuration, which is the first line of its standard input, and calls `main`
 * with it. When the standard input ends, the process that started this one is gone, and this one goes too.
 */
export async function beChild<Config>(main: (config: Config, tell: Tell) => Promise<void>): Promise<void> {
  const say = (line: ChildLine, said?: () => void) => void process.stdout.write(`${JSON.stringify(line)}\n`, said);
  // A Ctrl-C and the end of a terminal reach every process of it, and so does a signal to the group: the process that
  // started this one decides what ends, and in which order; this one hears of it by its standard input.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  process.stdout.on("error", () => process.exit(1));
  const lines = createInterface({ input: process.stdin });
  lines.once("close", () => process.exit(0));
  const first = await new Promise<string>((resolve) => lines.once("line", resolve));
  try {
    await main(JSON.parse(first) as Config, (line) => say(line));
  } catch (error) {
    const words = error instanceof UserError ? error.message : error instanceof Error ? error.stack : undefined;
    // What it had begun may go on for ever: it ends as soon as its words are out.
    say({ kind: "failed", words: words ?? String(error) }, () => process.exit(1));
  }
}
