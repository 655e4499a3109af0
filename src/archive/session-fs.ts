import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { type Fact, fact as factSchema } from "../core/fact.ts";
import type { Answer, ConfigFile, PrometheusSelf, Session, SessionHead } from "../core/session.ts";
import { UserError } from "../core/user-error.ts";
import { answerFile, joinAnswer } from "./answer-part.ts";
import { listFiles, readInside } from "./disk-fs.ts";
import { readHead } from "./head-fs.ts";
import { findOwner } from "./lock-fs.ts";
import { isAnswer, readManifest } from "./manifest-fs.ts";
import { places } from "./names.ts";
import { parseSamples } from "./samples-read.ts";

/**
 * Reads a session folder whole; the answers' parts are joined, and facts are in the order of `at`.
 *
 * - `UserError` with exit code 3 when it is still being recorded, or a file is missing or damaged, with its name and line.
 * - Checksums are `verifySession`'s work.
 */
export async function readSession(folder: string): Promise<Session> {
  const name = basename(folder);
  const head = await readHead(folder);
  if (head.status === "recording") {
    throw new UserError(
      `Cannot read session "${name}": it is being recorded, or its recorder was killed;` +
        ` end it with "npm run capture -- stop", or run "npm run capture -- recover ${name}"`,
      { exitCode: 3 },
    );
  }
  const manifest = await readManifest(folder);
  const { files } = await listFiles(folder);
  const load = async <T>(path: string, parse: (text: string) => T): Promise<T> => {
    const text = await readInside(folder, path);
    try {
      if (text === undefined) throw new Error("it is missing");
      return parse(text);
    } catch (error) {
      const reason = error instanceof z.ZodError ? issuesOf(error) : (error as Error).message;
      throw new UserError(`Cannot read session "${name}": ${path}: ${reason}`, { exitCode: 3, cause: error });
    }
  };
  const answers: Answer[] = [];
  const configs: ConfigFile[] = [];
  for (const path of files.filter(isAnswer)) {
    answers.push(await load(path, (text) => joinAnswer(answerFile.parse(JSON.parse(text)))));
  }
  for (const path of files.filter((path) => path.startsWith("configs/"))) {
    configs.push({ path: path.slice("configs/".length), text: await load(path, (text) => text) });
  }
  const loadSelf = async (when: "start" | "end"): Promise<PrometheusSelf> => {
    const self: Record<string, unknown> = {};
    for (const part of ["targets", "rules", "runtime", "build"]) {
      const path = `answers/self-${when}/${part}.json`;
      if (files.includes(path)) self[part] = await load(path, (text) => JSON.parse(text) as unknown);
    }
    return self;
  };
  return {
    head,
    facts: (await load(places.journal, parseFacts)).sort((a, b) => a.at - b.at),
    series: await load(places.samples, parseSamples),
    answers,
    prometheus: { start: await loadSelf("start"), end: await loadSelf("end") },
    configs,
    redactions: manifest.redactions,
    notes: files.includes(places.notes) ? await load(places.notes, (text) => text) : "",
    files: manifest.files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
  };
}

/** The facts of a journal, in its own order. Throws `SyntaxError` that names the first line that is no fact. */
export function parseFacts(text: string): Fact[] {
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new SyntaxError(`line ${lines.length + 1}: it ends inside the line`);
  return lines.map((line, index) => {
    try {
      return factSchema.parse(JSON.parse(line));
    } catch (error) {
      const reason = error instanceof z.ZodError ? issuesOf(error) : (error as Error).message;
      throw new SyntaxError(`line ${index + 1}: ${reason}`);
    }
  });
}

/** The entries of the book's folder of sessions, none when it is not there yet. `UserError` when the book itself is no folder. */
async function readEntries(book: string): Promise<Dirent[]> {
  const isFolder = await stat(book).then((stats) => stats.isDirectory(), (error: NodeJS.ErrnoException) => error);
  const problem = typeof isFolder === "boolean" ? undefined : isFolder;
  if (isFolder === false || problem?.code === "ENOTDIR") {
    throw new UserError(`Cannot read the book "${book}": it is not a folder`);
  }
  if (problem?.code === "ENOENT") throw new UserError(`Cannot read the book "${book}": no such folder`);
  if (problem !== undefined) throw new UserError(`Cannot read the book "${book}": ${problem.message}`);
  const folder = join(book, "content", "sessions");
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    const reason = code === "ENOTDIR" ? "it is not a folder" : message;
    throw new UserError(`Cannot read "${folder}": ${reason}`, { cause: error });
  }
}

/** The sessions of a book, newest first; those still being recorded only when asked for. Other folders are passed over. */
export async function listSessions(
  book: string,
  options: { recording?: boolean } = {},
): Promise<{ folder: string; head: SessionHead }[]> {
  const root = join(book, "content", "sessions");
  const entries = await readEntries(book);
  const sessions: { folder: string; head: SessionHead }[] = [];
  for (const entry of entries) {
    const folder = join(root, entry.name);
    if (!entry.isDirectory() || await readInside(folder, places.head) === undefined) continue;
    const head = await readHead(folder);
    if (head.status !== "recording" || options.recording === true) sessions.push({ folder, head });
  }
  return sessions.sort((a, b) => b.head.start - a.head.start || (a.head.id < b.head.id ? 1 : -1));
}

/**
 * The folder of the session that `ref` names: an id, a prefix that only one id has, a path to the folder, or `latest`.
 *
 * - A session being recorded, or damaged, is found by its id or prefix; `latest` passes over those being recorded.
 * - `UserError` that names the sessions there are, or says that the book is no folder.
 */
export async function findSession(book: string, ref: string): Promise<string> {
  const root = join(book, "content", "sessions");
  const ids = await readIds(book);
  const there = ids.length === 0 ? "the book has none yet" : `there are ${ids.map((id) => `"${id}"`).join(", ")}`;
  if (ref === "latest") {
    for (const id of ids) {
      if (!await isOpen(join(root, id))) return join(root, id);
    }
    throw new UserError(`Cannot find session "latest": no session is whole; ${there}`);
  }
  const wanted = ref === "" ? "" : basename(ref);
  const matches = ids.filter((id) => id.startsWith(wanted));
  const id = ids.find((id) => id === wanted) ?? (matches.length === 1 && wanted !== "" ? matches[0] : undefined);
  if (id !== undefined) return join(root, id);
  const problem = matches.length > 1 ? `${matches.length} sessions begin so; ${there}` : there;
  throw new UserError(`Cannot find session "${ref}": ${problem}`);
}

/**
 * The folder of the newest session that is not whole: being recorded, cut off, or not cleared of what its recorder left;
 * `undefined` when all are whole.
 */
export async function findUnfinished(book: string): Promise<string | undefined> {
  for (const id of await readIds(book)) {
    const folder = join(book, "content", "sessions", id);
    if (await isOpen(folder)) return folder;
    const left = await listFiles(folder, "recording").then(({ files }) => files, () => []);
    if (left.length > 0) return folder;
  }
  return undefined;
}

/** A sentence when a session newer than the one that `latest` names is being recorded or was cut off. */
export async function newerWords(book: string, latest: string): Promise<string | undefined> {
  for (const id of await readIds(book)) {
    if (id <= basename(latest)) return undefined;
    const folder = join(book, "content", "sessions", id);
    if (!await isOpen(folder)) continue;
    return await findOwner(folder) === undefined
      ? `A newer session "${id}" is not whole: npm run capture -- recover ${id}`
      : `A newer session "${id}" is being recorded; to end it: npm run capture -- stop`;
  }
  return undefined;
}

/** The names of the folders of sessions, newest first. */
async function readIds(book: string): Promise<string[]> {
  const entries = await readEntries(book);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort().reverse();
}

/** Whether a session is being recorded, or was cut off; one whose head cannot be read is damaged, not open. */
async function isOpen(folder: string): Promise<boolean> {
  return await readHead(folder).then(({ status }) => status === "recording", () => false);
}

/** What is wrong with a file's form, in one line. */
export function issuesOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`).join("; ");
}
