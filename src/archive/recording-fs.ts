import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Fact } from "../core/fact.ts";
import type { Series } from "../core/series.ts";
import type { Redaction, SessionHead } from "../core/session.ts";
import type { Interval } from "../core/time.ts";
import { UserError } from "../core/user-error.ts";
import { type AnswerPart, asAnswerFile } from "./answer-part.ts";
import {
  type Appender,
  type DiskEffects,
  openAppender,
  refusalOf,
  remedies,
  syncFolder,
  systemDisk,
  writeDurably,
} from "./disk-fs.ts";
import { findRecording } from "./inbox-fs.ts";
import { acquireLock, type Lock } from "./lock-fs.ts";
import { configPlace, places, slugOf } from "./names.ts";
import { redactAnswerPart, redactFact, redactHead } from "./redact-record.ts";
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
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const lock = await acquireLock(folder);
    undo.unshift(lock.release);
    const open = async (place: string) => {
      const appender = await openAppender(join(folder, place), disk);
      undo.unshift(appender.close);
      return appender;
    };
    const journal = await open(places.journal);
    const windows = await open(places.windows);
    const parts = await open(places.parts);
    const redacted = await open(places.redactions);
    const recording = writeInto({ folder, lock, journal, windows, parts, redacted, disk });
    await recording.writeHead(head);
    return recording;
  } catch (error) {
    // Before its first head the folder holds nothing, and nothing could be made of it.
    for (const step of undo) await step().catch(() => undefined);
    failBeginning(error, book);
  }
}

/** What a session is written with. */
interface Pens {
  readonly folder: string;
  readonly lock: Lock;
  readonly journal: Appender;
  readonly windows: Appender;
  readonly parts: Appender;
  readonly redacted: Appender;
  readonly disk: DiskEffects;
}

function writeInto({ folder, lock, journal, windows, parts, redacted, disk }: Pens): Recording {
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
  return {
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
    async appendAnswerPart(part) {
      const { value, redactions } = redactAnswerPart("answers", part);
      await list(redactions);
      await parts.append(`${JSON.stringify(value)}\n`);
    },
    async writeAnswer(name, parts) {
      const number = String(answers.size + 1).padStart(3, "0");
      const path = answers.get(name) ?? `answers/${number}-${slugOf(name)}.json`;
      answers.set(name, path);
      const results = parts.map((part) => redactAnswerPart(path, part));
      await list(results.flatMap(({ redactions }) => redactions));
      const file = asAnswerFile(results.map(({ value }) => value));
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
}

/** Throws in words why no session could be begun where the disk refused; other errors as they are. */
function failBeginning(error: unknown, book: string): never {
  const refusal = refusalOf(error);
  if (refusal === undefined) throw error;
  throw new UserError(`Cannot begin a session in "${book}": ${refusal}; ${remedies[refusal]} and start again`, {
    cause: error,
  });
}

async function createFolder(book: string, id: string): Promise<string> {
  if (!/^[A-Za-z0-9][\w.-]{0,120}$/.test(id)) throw new RangeError(`Cannot begin session: "${id}" is no session id`);
  const living = await findRecording(book);
  if (living !== undefined) {
    throw new UserError(
      `Cannot begin a session: "${living}" is being recorded; end it with "npm run capture -- stop" first`,
    );
  }
  const folder = join(book, "content", "sessions", id);
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") failBeginning(error, book);
    throw new UserError(`Cannot begin session "${id}": it exists already; wait a second and start again`);
  }
  try {
    await mkdir(join(folder, "recording", "inbox"), { recursive: true });
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    failBeginning(error, book);
  }
  await syncFolder(dirname(folder));
  return folder;
}
