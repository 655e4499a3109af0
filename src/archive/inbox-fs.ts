import { lstat, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../core/user-error.ts";
import { refusalOf } from "./disk-fs.ts";
import { findOwner } from "./lock-fs.ts";
import { type Request, request as requestSchema } from "./request.ts";

export type { Request } from "./request.ts";

const largestRequest = 10_000;

/**
 * Asks the recorder of a session folder and waits until it took the request.
 *
 * - `UserError` when it did not within `timeout` ms (5 s unless said), or its process is gone. The request then stays in the
 *   inbox: a recorder that was only slow takes it still, and recovery does.
 */
export async function postRequest(
  folder: string,
  request: Request,
  options: { timeout?: number } = {},
): Promise<void> {
  const { timeout = 5_000 } = options;
  const checked = requestSchema.safeParse(request);
  if (!checked.success) {
    throw new UserError(`Cannot ask for this: ${checked.error.issues.map(({ message }) => message).join("; ")}`);
  }
  const path = join(
    folder,
    "recording",
    "inbox",
    `${String(request.at).padStart(15, "0")}-${crypto.randomUUID()}.json`,
  );
  const temporary = path.replace(/json$/, "new");
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(JSON.stringify(request));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const refusal = refusalOf(error);
    if (refusal !== undefined) {
      throw new UserError(
        `Cannot reach the recorder of "${folder}" through the disk: ${refusal}; use the keys in the recorder's own terminal,` +
          " or press Ctrl-C there to end well",
        { exitCode: 3, cause: error },
      );
    }
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new UserError(`Cannot reach the recorder of "${folder}": nothing is being recorded there`, { cause: error });
  }
  for (let waited = 0; waited < timeout; waited += 50) {
    if (await lstat(path).then(() => false, () => true)) return;
    await sleep(50);
  }
  const owner = await findOwner(folder);
  throw new UserError(
    owner === undefined
      ? `The recorder of "${folder}" is gone and took nothing; run "npm run capture -- recover", which takes the request in`
      : `The recorder of "${folder}" (process ${owner.pid}) did not take the request within ${timeout} ms; it is kept and` +
        " taken in as soon as the recorder answers, so do not send it again",
  );
}

/**
 * The requests in the inbox, oldest first.
 *
 * - `keep` makes them durable (appends their facts to the journal); only after it resolved are they removed, which is what
 *   the asking shell waits for. `warnings` are sentences on files that were no request and were set aside.
 * - Throws only what `keep` throws; the requests then stay.
 */
export async function takeRequests(
  folder: string,
  keep: (requests: readonly Request[], warnings: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<Request[]> {
  const inbox = join(folder, "recording", "inbox");
  const names = (await readdir(inbox).catch(() => [])).filter((name) => !name.endsWith(".new")).sort();
  const requests: { name: string; request: Request }[] = [];
  const warnings: string[] = [];
  for (const name of names) {
    const read = await readRequest(join(inbox, name)).catch((error: Error) => error.message);
    if (read === undefined) continue;
    if (typeof read !== "string") requests.push({ name, request: read });
    else if (await setAside(folder, name)) {
      warnings.push(`${JSON.stringify(name)} in the inbox is no request and was set aside: ${read}`);
    }
  }
  requests.sort((a, b) => a.request.at - b.request.at || (a.name < b.name ? -1 : 1));
  const taken = requests.map(({ request }) => request);
  if (taken.length + warnings.length > 0) await keep(taken, warnings);
  for (const { name } of requests) await rm(join(inbox, name), { force: true }).catch(() => undefined);
  return taken;
}

/** The folder of the book's session whose recorder lives; `undefined` when nothing is being recorded. */
export async function findRecording(book: string): Promise<string | undefined> {
  const sessions = join(book, "content", "sessions");
  const names = await readdir(sessions).catch(() => []);
  for (const name of names.sort().reverse()) {
    const folder = join(sessions, name);
    if (await findOwner(folder) !== undefined) return folder;
  }
  return undefined;
}

/** `undefined` when the file is gone; throws with the reason when it is no request. */
async function readRequest(path: string): Promise<Request | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new TypeError("it is no file");
  if (found.size > largestRequest) throw new RangeError(`it is larger than ${largestRequest} bytes`);
  const read = requestSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (!read.success) throw new TypeError(read.error.issues.map(({ message }) => message).join("; "));
  return read.data;
}

/** Moves what is no request out of the inbox; false when it could not be moved, so that it is not warned of for ever. */
async function setAside(folder: string, name: string): Promise<boolean> {
  const rejected = join(folder, "recording", "rejected");
  try {
    await mkdir(rejected, { recursive: true });
    await rename(join(folder, "recording", "inbox", name), join(rejected, name));
    return true;
  } catch {
    return false;
  }
}
