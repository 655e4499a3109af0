import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { type Fact, fact as factSchema } from "../core/fact.ts";
import type { Answer, ConfigFile, PrometheusSelf, Session, SessionHead } from "../core/session.ts";
import { UserError } from "../core/user-error.ts";
import { answerFile, joinAnswer } from "./answer-part.ts";
import { listFiles, readInside } from "./disk-fs.ts";
import { readHead } from "./head-fs.ts";
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

/** The entries of a folder, none when it does not exist; what may not be read is an error, not an empty book. */
async function readEntries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new UserError(`Cannot read "${folder}": ${(error as Error).message}`, { cause: error });
  }
}

/** The sessions of a book, newest first; those still being recorded only when asked for. Other folders are passed over. */
export async function listSessions(
  book: string,
  options: { recording?: boolean } = {},
): Promise<{ folder: string; head: SessionHead }[]> {
  const root = join(book, "content", "sessions");
  const entries = await readEntries(root);
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
 * - `UserError` that names the sessions there are.
 */
export async function findSession(book: string, ref: string): Promise<string> {
  const root = join(book, "content", "sessions");
  const entries = await readEntries(root);
  const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort().reverse();
  const there = ids.length === 0 ? "the book has none yet" : `there are ${ids.map((id) => `"${id}"`).join(", ")}`;
  if (ref === "latest") {
    for (const id of ids) {
      const status = await readHead(join(root, id)).then((head) => head.status, () => "damaged");
      if (status !== "recording") return join(root, id);
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

function issuesOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`).join("; ");
}
