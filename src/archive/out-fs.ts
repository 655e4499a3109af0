import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../core/user-error.ts";

/** Writes a text, whole or in pieces, where the user wants it. `UserError` that says why when it cannot be written there. */
export async function writeOut(path: string, text: string | Iterable<string>): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: `there is no folder "${dirname(path)}"`,
      ENOTDIR: `"${dirname(path)}" is not a folder`,
      EISDIR: "it is a folder",
      EACCES: "this user may not write there",
      ENOSPC: "the disk is full; what lies there now is not the whole",
    };
    throw new UserError(`Cannot write "${path}": ${reasons[code ?? ""] ?? message}`, { cause: error });
  }
}
