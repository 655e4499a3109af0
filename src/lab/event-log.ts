import { openSync, writeSync } from "node:fs";
import process from "node:process";
import { UserError } from "../core/user-error.ts";
import type { LabEvent } from "./lab-event.ts";

/** Writes what the lab does into a new file, a line of JSON each; without a path, nowhere. `UserError` when it cannot be written. */
export function openEventLog(path: string | undefined): (event: LabEvent) => void {
  if (path === undefined) return () => {};
  const file = open(path);
  let broken = false;
  return (event) => {
    if (broken) return;
    try {
      writeSync(file, `${JSON.stringify(event)}\n`);
    } catch (error) {
      // The lab's own log is for tests: that it cannot be written must not end a drill that is being recorded.
      broken = true;
      process.stderr.write(`The lab's log "${path}" ends here: ${(error as Error).message}\n`);
    }
  };
}

function open(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    const { message } = error as Error;
    throw new UserError(`Cannot write the lab's log "${path}": ${message}`, { cause: error });
  }
}
