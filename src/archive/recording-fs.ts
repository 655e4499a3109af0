import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Fact } from "../core/fact.ts";
import type { Series } from "../core/series.ts";
import type { Redaction, SessionHead } from "../core/session.ts";
import type { Interval } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { type AnswerPart, asAnswerFile } from "./answer-part.ts";
import { type DiskEffects, openAppender, syncFolder, systemDisk, writeDurably } from "./disk-fs.ts";
import { findRecording } from "./inbox-fs.ts";
import { acquireLock } from "./lock-fs.ts";
import { configPlace, places, slugOf } from "./names.ts";
import { redactFact, redactHead } from "./redact-record.ts";
import { redactText, redactValue } from "./redaction.ts";
import { formatSamples } from "./samples.ts";

export type { AnswerPart } from "./answer-part.ts";

/**
 * A session folder that is being written; every promise resolves when what it wrote is on the disk.
 *
 * - One writer: calls may overlap, writes to a file are done in the order of the calls.
 * - Secrets are taken out of heads, facts (swarm, info, event), self descriptions and configurations before they are written.
 * - A full disk is a `UserError` that names the file; what was written before stays whole, and a later call may succeed.
 */
export interface Recording {
  /** `<book>/content/sessions/<id>`. */
  readonly folder: string;
  /** Replaces `session.json`. */
  writeHead(head: SessionHead): Promise<void>;
  appendFacts(facts: readonly Fact[]): Promise<void>;
  /** Windows may overlap: of samples with the same stamp the one appended later wins. */
  appendSamples(window: Interval, series: readonly Series[]): Promise<void>;
  /** A range answer got on the way; used where no final one is written for its query. */
  appendAnswerPart(part: AnswerPart): Promise<void>;
  /** The final answer to one query, its parts in order of time; the same name again replaces it. */
  writeAnswer(name: string, parts: readonly AnswerPart[]): Promise<void>;
  /** A configuration file by its path, redacted; answers what was taken out. */
  writeConfig(path: string, text: string): Promise<Redaction[]>;
  /** What Prometheus says of itself: `targets`, `rules`, `runtime`, `build`, or another name. */
  writeSelf(when: "start" | "end", name: string, body: unknown): Promise<void>;
  /** Ends writing and gives the lock back; what is written later is refused. `compactRecording` makes the session whole. */
  close(): Promise<void>;
}

/**
 * Begins a session: its folder, its head, and the lock that shows that its recorder lives.
 * `UserError` when the book has a living recorder already, or the session exists.
 */
export async function createRecording(
  book: string,
  head: SessionHead,
  disk: DiskEffects = systemDisk,
): Promise<Recording> {
  const folder = await createFolder(book, head.id);
  const lock = await acquireLock(folder);
  const journal = await openAppender(join(folder, places.journal), disk);
  const windows = await openAppender(join(folder, places.windows), disk);
  const parts = await openAppender(join(folder, places.parts), disk);
  const redacted = await openAppender(join(folder, places.redactions), disk);
  const listed = new Set<string>();
  const answers = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    // A fetch that was given up may still come back: what it wrote after compaction would be no part of the manifest.
    if (closed) return Promise.reject(new Error(`Cannot write "${folder}": the recording is closed`));
    const turn = last.catch(() => undefined).then(write);
    last = turn;
    return turn;
  };
  const list = async (redactions: readonly Redaction[]) => {
    const lines = redactions.map((redaction) => JSON.stringify(redaction)).filter((line) => !listed.has(line));
    if (lines.length === 0) return;
    await redacted.append(lines.map((line) => `${line}\n`).join(""));
    for (const line of lines) listed.add(line);
  };
  const writeJson = (path: string, value: unknown) =>
    inTurn(() => writeDurably(folder, path, `${JSON.stringify(value)}\n`, disk));
  const recording: Recording = {
    folder,
    async writeHead(head) {
      const { value, redactions } = redactHead(head);
      await list(redactions);
      await inTurn(() => writeDurably(folder, places.head, `${JSON.stringify(value, null, 2)}\n`, disk));
    },
    async appendFacts(facts) {
      if (facts.length === 0) return;
      const results = facts.map(redactFact);
      const found = results.flatMap(({ redactions }) => redactions);
      if (found.length > 0) await list(found);
      await journal.append(results.map(({ value }) => `${JSON.stringify(value)}\n`).join(""));
    },
    async appendSamples(window, series) {
      if (series.length === 0) return;
      const { start, end } = window;
      await windows.append(`${JSON.stringify({ start, end, samples: formatSamples(series) })}\n`);
    },
    appendAnswerPart: (part) => parts.append(`${JSON.stringify(part)}\n`),
    async writeAnswer(name, parts) {
      const number = String(answers.size + 1).padStart(3, "0");
      const path = answers.get(name) ?? `answers/${number}-${slugOf(name)}.json`;
      answers.set(name, path);
      const file = asAnswerFile(parts);
      if (file !== undefined) await writeJson(path, file);
    },
    async writeConfig(path, text) {
      const place = `configs/${configPlace(path)}`;
      const { text: safe, redactions } = redactText(place, text);
      await list(redactions);
      await inTurn(() => writeDurably(folder, place, safe, disk));
      return redactions;
    },
    async writeSelf(when, name, body) {
      const path = `answers/self-${when}/${slugOf(name)}.json`;
      const { value, redactions } = redactValue(path, body);
      await list(redactions);
      await writeJson(path, value ?? null);
    },
    async close() {
      closed = true;
      await last.catch(() => undefined);
      for (const appender of [journal, windows, parts, redacted]) await appender.close();
      await lock.release();
    },
  };
  await recording.writeHead(head);
  return recording;
}

async function createFolder(book: string, id: string): Promise<string> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id)) throw new RangeError(`Cannot begin session: "${id}" is no session id`);
  const living = await findRecording(book);
  if (living !== undefined) {
    throw new UserError(
      `Cannot begin a session: "${living}" is being recorded; end it with "npm run capture -- stop" first`,
    );
  }
  const folder = join(book, "content", "sessions", id);
  await mkdir(dirname(folder), { recursive: true });
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new UserError(`Cannot begin session "${id}": it exists already; wait a second and start again`);
  }
  await mkdir(join(folder, "recording", "inbox"), { recursive: true });
  await syncFolder(dirname(folder));
  return folder;
}
