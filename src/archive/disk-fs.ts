import { lstat, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../core/user-error.ts";

/** What writing asks of the disk; tests give one that is full. */
export interface DiskEffects {
  open: typeof open;
  rename: typeof rename;
}

export const systemDisk: DiskEffects = { open, rename };

/** A file that only grows, by whole texts. */
export interface Appender {
  /** Resolves when the text is on the disk. After a failure the file is as it was before. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file to append to, and makes it when there is none. */
export async function openAppender(path: string, disk: DiskEffects = systemDisk): Promise<Appender> {
  const handle = await disk.open(path, "a").catch((error) => failWriting(error, path));
  let size = (await handle.stat()).size;
  let last = syncFolder(dirname(path));
  const write = async (text: string) => {
    const bytes = new TextEncoder().encode(text);
    try {
      for (let at = 0; at < bytes.length;) {
        at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
      }
      await handle.sync();
      size += bytes.length;
    } catch (error) {
      await handle.truncate(size).catch(() => undefined);
      failWriting(error, path);
    }
  };
  return {
    append: (text) => last = last.catch(() => undefined).then(() => write(text)),
    close: () => last.catch(() => undefined).then(() => handle.close()),
  };
}

/**
 * Writes a file of a session folder whole or not at all: temporary file under `recording/`, fsync, rename, fsync of the folders.
 * The path is relative, with `/`.
 */
export async function writeDurably(
  folder: string,
  path: string,
  text: string,
  disk: DiskEffects = systemDisk,
): Promise<void> {
  const target = await resolveInside(folder, path);
  const temporary = join(folder, "recording", `${path.replaceAll("/", "-").slice(-80)}.new`);
  try {
    await mkdir(dirname(temporary), { recursive: true });
    await mkdir(dirname(target), { recursive: true });
    const handle = await disk.open(temporary, "w");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await disk.rename(temporary, target);
    for (let at = dirname(target); at.length >= folder.length && at !== dirname(at); at = dirname(at)) {
      await syncFolder(at);
    }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    failWriting(error, target);
  }
}

/** Makes a rename or a new file in the folder durable, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows cannot open a folder; its file system keeps the order of renames by itself.
  }
}

/**
 * The path of a file inside the folder, whether it exists or not.
 * `UserError` with exit code 3 when the path leads out of the folder, by `..`, as an absolute path or over a symbolic link.
 */
export async function resolveInside(folder: string, path: string): Promise<string> {
  const parts = path.split("/");
  const outside = parts.some((part) => part === "" || part === "." || part === ".." || /[\\\0]/.test(part)) ||
    /^[A-Za-z]:/.test(path);
  if (outside) {
    throw new UserError(`Cannot use path ${JSON.stringify(path)}: it leads out of the session`, { exitCode: 3 });
  }
  let at = folder;
  for (const part of parts) {
    at = join(at, part);
    const found = await lstat(at).catch(() => undefined);
    if (found === undefined) break;
    if (found.isSymbolicLink()) {
      throw new UserError(`Cannot use "${path}": it is a symbolic link, which a session does not hold`, {
        exitCode: 3,
      });
    }
  }
  return join(folder, ...parts);
}

/** The text of a file inside the folder; `undefined` when there is none. `UserError` with exit code 3 when it cannot be read. */
export async function readInside(folder: string, path: string): Promise<string | undefined> {
  const bytes = await readBytes(folder, path);
  try {
    return bytes?.toString("utf8");
  } catch (error) {
    return failReading(error, path);
  }
}

/** The bytes of a file inside the folder; `undefined` when there is none. `UserError` with exit code 3 when it cannot be read. */
export async function readBytes(folder: string, path: string): Promise<Buffer | undefined> {
  const target = await resolveInside(folder, path);
  try {
    return await readFile(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    return failReading(error, path);
  }
}

function failReading(error: unknown, path: string): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    EISDIR: "it is a folder",
    EACCES: "this user may not read it",
    ERR_FS_FILE_TOO_LARGE: "it is too large",
    ERR_STRING_TOO_LONG: "it is too large",
  };
  throw new UserError(`Cannot read "${path}": ${reasons[code ?? ""] ?? message}`, { exitCode: 3, cause: error });
}

/** Every file below the folder, as sorted relative paths with `/`; `odd` are links, devices and the like. */
export async function listFiles(folder: string, under = ""): Promise<{ files: string[]; odd: string[] }> {
  const entries = await readdir(join(folder, under), { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files: string[] = [];
  const odd: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) {
      const below = await listFiles(folder, path);
      files.push(...below.files);
      odd.push(...below.odd);
    } else (entry.isFile() ? files : odd).push(path);
  }
  return { files, odd };
}

/** Why the disk refused, in words; `undefined` for an error that is not its refusal. */
export function refusalOf(
  error: unknown,
): "no space is left on the disk" | "the disk is read-only" | "permission denied" | undefined {
  const { code, cause } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return "no space is left on the disk";
  if (code === "EROFS") return "the disk is read-only";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  return cause === undefined || cause === null ? undefined : refusalOf(cause);
}

/** What to do against a refusal. */
export const remedies = {
  "no space is left on the disk": "free some",
  "the disk is read-only": "mount it so that it can be written",
  "permission denied": "check who owns the folder",
} as const;

/** Throws in words what the disk refused, as a `UserError`; other errors as they are. */
export function failWriting(error: unknown, path: string): never {
  const refusal = error instanceof UserError ? undefined : refusalOf(error);
  if (refusal === undefined) throw error;
  throw new UserError(
    `Cannot write "${path}": ${refusal}; ${remedies[refusal]}, then run "npm run capture -- recover" on the session,` +
      " nothing that was recorded before is lost",
    { exitCode: 3, cause: error },
  );
}
