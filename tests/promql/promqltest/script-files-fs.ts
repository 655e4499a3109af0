import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "../../../src/core/user-error.ts";
import type { ScriptResult } from "./outcome.ts";
import { runScript } from "./run-script.ts";
import { ScriptError } from "./script-error.ts";

/** The test scripts of a folder, sorted; `undefined` when there is no such folder. */
export async function findScripts(folder: string): Promise<string[] | undefined> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(".test")).sort().map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Runs the script in a file. Throws `UserError` when it cannot be read or is no test script. */
export async function runScriptFile(path: string): Promise<ScriptResult> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const reasons: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EISDIR: "it is a folder" };
    throw new UserError(`Cannot read "${path}": ${reasons[cause.code ?? ""] ?? cause.message}`, { cause });
  });
  try {
    return { file: basename(path), cases: runScript(text) };
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    throw new UserError(`Cannot read "${path}": line ${error.line}: ${error.message}`, { cause: error });
  }
}
