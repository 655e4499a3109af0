import { openSync, writeSync } from "node:fs";
import { UserError } from "../core/user-error.ts";
import type { LabEvent } from "./lab-event.ts";

/** Writes what the lab does into a new file, a line of JSON each; without a path, nowhere. `UserError` when it cannot be written. */
export function openEventLog(path: string | undefined): (event: LabEvent) => void {
  if (path === undefined) return () => {};
  const file = open(path);
  return (event) => void writeSync(file, `${JSON.stringify(event)}\n`);
}

function open(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    const { message } = error as Error;
    throw new UserError(`Cannot write the lab's log "${path}": ${message}`, { cause: error });
  }
}
