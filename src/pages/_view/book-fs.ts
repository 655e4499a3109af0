import { readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { analyse } from "../../analysis/analyse.ts";
import type { Report } from "../../analysis/report.ts";
import { readHead } from "../../archive/head-fs.ts";
import { readSession } from "../../archive/session-fs.ts";
import { verifySession } from "../../archive/verify-fs.ts";
import type { Verification } from "../../archive/verification.ts";
import type { Session, SessionHead } from "../../core/session.ts";
import { visibleText } from "../../core/visible-text.ts";
import { type Catalog, catalogOf } from "../../explore/catalog.ts";
import { problemsWords } from "./verification-view.ts";

/** A session that could be read, with its report; the raw samples are let go of once they are analysed. */
export interface ReadEntry {
  readonly kind: "session";
  /** The folder's name, which is the session's place in the site. */
  readonly folder: string;
  readonly session: Omit<Session, "series">;
  readonly report: Report;
  /** What is known of each metric of its samples. */
  readonly catalog: Catalog;
  /** Whether the files are those that were recorded. */
  readonly verification: Verification;
}

/** A folder that could not be read or analysed, and why. */
export interface DamagedEntry {
  readonly kind: "damaged";
  readonly folder: string;
  readonly problem: string;
}

/** A session that is being recorded, or whose recorder was killed: it is listed, and neither judged nor drawn. */
export interface RecordingEntry {
  readonly kind: "recording";
  readonly folder: string;
  readonly head: SessionHead;
}

/** A session that has a page of its own. */
export type PagedEntry = ReadEntry | DamagedEntry;

export type BookEntry = PagedEntry | RecordingEntry;

/** The folder that holds `content/`; chosen by `DRILLBOOK_BOOK`. */
export const bookFolder = process.env.DRILLBOOK_BOOK ?? ".";

const entries: Map<string, Promise<readonly BookEntry[]>> = new Map();

/** Where a session of the book lies on the disk. */
export function sessionFolder(folder: string, book: string = bookFolder): string {
  return join(book, "content", "sessions", folder);
}

/**
 * Every session of a book, newest first, each read and analysed once per build.
 * A session that cannot be read is an entry that says so; it never stops the others.
 */
export async function readBook(book: string = bookFolder): Promise<readonly BookEntry[]> {
  const known = entries.get(book);
  // The development server must see a session that was recorded since.
  if (known !== undefined && process.env.NODE_ENV !== "development") return await known;
  const reading = readEntries(book);
  entries.set(book, reading);
  return await reading;
}

async function readEntries(book: string): Promise<readonly BookEntry[]> {
  const result: BookEntry[] = [];
  for (const folder of await folderNames(join(book, "content", "sessions"))) {
    result.push(await readEntry(folder, book));
  }
  return result.sort((a, b) => compare(startOf(b), startOf(a)) || compare(b.folder, a.folder));
}

async function readEntry(folder: string, book: string): Promise<BookEntry> {
  try {
    const head = await readHead(sessionFolder(folder, book));
    if (head.status === "recording") return { kind: "recording", folder, head: visibleText(head) };
    const session = await readSession(sessionFolder(folder, book));
    const report = analyse(session);
    const verification = visibleText(await verifySession(sessionFolder(folder, book)));
    const [first] = verification.problems;
    if (first !== undefined) {
      warn(
        folder,
        `Session "${folder}" is damaged: ${problemsWords(verification)}, the first: ${first.file} ${first.text}`,
      );
    }
    const { series, ...rest } = session;
    const catalog = visibleText(catalogOf(series));
    return { kind: "session", folder, session: visibleText(rest), report: visibleText(report), catalog, verification };
  } catch (error) {
    const problem = visibleText(error instanceof Error ? error.message : String(error));
    warn(folder, problem.includes(folder) ? problem : `Cannot read session "${folder}": ${problem}`);
    return { kind: "damaged", folder, problem };
  }
}

/** One line in the output of the build for each damaged session. */
function warn(folder: string, words: string): void {
  const [line = ""] = visibleText(words).split("\n");
  console.warn(`${line}; "npm run verify -- ${visibleText(folder)}" tells all`);
}

/** By code units: the order must not depend on the builder's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The names begin with the UTC start, so that a damaged session can be put in its place too. */
function startOf(entry: BookEntry): string {
  if (entry.kind === "damaged") return entry.folder;
  const start = entry.kind === "recording" ? entry.head.start : entry.report.interval.start;
  return new Date(start).toISOString().replaceAll(":", "");
}

/** The folders of a folder that are not hidden, by name; none when it does not exist. */
export async function folderNames(path: string): Promise<string[]> {
  try {
    const found = await readdir(path, { withFileTypes: true });
    return found.filter((item) => item.isDirectory() && !item.name.startsWith(".")).map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
