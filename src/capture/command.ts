import process from "node:process";
import { exitCodes } from "../core/exit-codes.ts";
import { plainText } from "../core/plain-text.ts";
import { UserError } from "../core/user-error.ts";
import { deniedWords } from "./denied-words.ts";

/**
 * Runs a command's main function and sets the exit code that it returns.
 *
 * - `--help` and `-h` print the usage text and end with 0.
 * - A mistake of the user is printed as one sentence with the usage line; anything else with its stack, as a fault of ours.
 * - A reader of its output that goes away, as `head` does or a terminal that is closed, ends the printing and nothing else.
 */
export async function runCommand(usage: string, main: (args: string[]) => Promise<number>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", letReaderGo);
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  try {
    process.exitCode = await main(args);
  } catch (error) {
    process.exitCode = report(error, usage);
  }
}

function letReaderGo({ code, message }: NodeJS.ErrnoException): void {
  // EIO is what a terminal says that was closed.
  if (code === "EPIPE" || code === "EIO") return;
  process.stderr.write(`Cannot write the output: ${code === "ENOSPC" ? "the disk is full" : message}\n`);
  process.exit(exitCodes.usage);
}

function report(error: unknown, usage: string): number {
  if (error instanceof UserError) {
    process.stderr.write(`${plainText(deniedWords(error.message))}\n`);
    return error.exitCode;
  }
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    process.stderr.write(`${plainText(optionWords(error.message))}\n\n${usage}\n`);
    return exitCodes.usage;
  }
  process.stderr.write(`Drillbook failed; this is a fault of the program, not of your input\n${stackOf(error)}\n`);
  return exitCodes.internal;
}

/** The first sentence of what `parseArgs` says; the rest is advice on its own syntax. */
function optionWords(message: string): string {
  return message.split(". ")[0] ?? message;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
