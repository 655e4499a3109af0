import { basename } from "node:path";
import type { SessionHead } from "../core/session.ts";
import { UserError } from "../core/user-error.ts";
import { readInside } from "./disk-fs.ts";
import { parseSessionHead } from "./head.ts";
import { places } from "./names.ts";

/** The head of the session in a folder. `UserError` with exit code 3 when there is none or it cannot be read. */
export async function readHead(folder: string): Promise<SessionHead> {
  const text = await readInside(folder, places.head);
  if (text === undefined) {
    throw new UserError(
      `Cannot read session "${basename(folder)}": it has no session.json, so nothing was recorded in it`,
      {
        exitCode: 3,
      },
    );
  }
  try {
    return parseSessionHead(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`Cannot read session "${basename(folder)}": session.json is no JSON: ${error.message}`, {
      exitCode: 3,
      cause: error,
    });
  }
}
