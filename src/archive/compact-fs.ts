import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SessionHead } from "../core/session.ts";
import type { Instant } from "../core/time.ts";
import { type AnswerFile, answerFile, type AnswerPart, asAnswerFile, joinAnswer } from "./answer-part.ts";
import { type DiskEffects, listFiles, readInside, systemDisk, writeDurably } from "./disk-fs.ts";
import { readHead } from "./head-fs.ts";
import { acquireLock } from "./lock-fs.ts";
import { writeManifest } from "./manifest-fs.ts";
import { places, slugOf } from "./names.ts";
import { formatSamples } from "./samples.ts";
import { answerKey, readParts, readWindows } from "./windows-fs.ts";

/**
 * Merges `recording/` into the session's lasting files: samples, answers, the manifest, and the head last.
 *
 * - Killed at any moment, or out of space (a `UserError`), it has lost nothing: run again it ends the same.
 * - A session that is whole already keeps its head; only what is left of `recording/` goes.
 */
export async function compactRecording(
  folder: string,
  outcome: { end: Instant; status: "complete" | "recovered" },
  disk: DiskEffects = systemDisk,
): Promise<void> {
  const head = await readHead(folder);
  if (head.status !== "recording") return await removeRecording(folder);
  const lock = await acquireLock(folder);
  try {
    const { content: series, torn: windows } = await readWindows(folder);
    await writeDurably(folder, places.samples, formatSamples(series), disk);
    const parts = await writeAnswers(folder, disk);
    // Recovery has told of them before it comes here.
    if (outcome.status === "complete") await tellLost(folder, { windows, parts }, outcome.end, disk);
    const whole: SessionHead = { ...head, end: outcome.end, status: outcome.status };
    const text = `${JSON.stringify(whole, null, 2)}\n`;
    await writeManifest(folder, whole, text, series, disk);
    await writeDurably(folder, places.head, text, disk);
  } finally {
    await lock.release();
  }
  await removeRecording(folder);
}

async function removeRecording(folder: string): Promise<void> {
  await rm(join(folder, "recording"), { recursive: true, force: true, maxRetries: 3 });
}

/** Leaves a warning in the journal for each line of `recording/` that could not be read; run again it adds none. */
async function tellLost(
  folder: string,
  lost: { readonly windows: readonly number[]; readonly parts: readonly number[] },
  at: Instant,
  disk: DiskEffects,
): Promise<void> {
  const texts = [
    ...lost.windows.map((line) => `Line ${line} of the recorded samples could not be read: it is lost`),
    ...lost.parts.map((line) => `Line ${line} of the collected answers could not be read: it is lost`),
  ];
  if (texts.length === 0) return;
  const journal = await readInside(folder, places.journal) ?? "";
  const lines = texts.map((text) => `${JSON.stringify({ kind: "warning", at, source: "recorder", text })}\n`);
  const added = lines.filter((line) => !journal.includes(line));
  if (added.length > 0) await writeDurably(folder, places.journal, journal + added.join(""), disk);
}

/** Gives every query that has no final answer the parts that were collected on the way; answers the lines of parts that are lost. */
async function writeAnswers(folder: string, disk: DiskEffects): Promise<readonly number[]> {
  const { content: collected, torn } = await readParts(folder);
  const { files } = await listFiles(folder, "answers");
  const finals = new Map<string, { path: string; file: AnswerFile }>();
  let number = 0;
  for (const path of files.filter((path) => /^answers\/\d+-[^/]*\.json$/.test(path))) {
    number = Math.max(number, parseInt(path.slice("answers/".length), 10));
    const read = answerFile.safeParse(JSON.parse(await readInside(folder, path) ?? "null"));
    if (read.success) finals.set(answerKey(read.data), { path, file: read.data });
  }
  for (const [key, parts] of collected) {
    const final = finals.get(key);
    if (final !== undefined && !isOnlyError(final.file)) continue;
    const path = final?.path ?? `answers/${String(++number).padStart(3, "0")}-${slugOf(parts[0]?.query ?? "")}.json`;
    const file = withErrors(parts, final?.file);
    await writeDurably(folder, path, `${JSON.stringify(file)}\n`, disk);
  }
  return torn;
}

function isOnlyError(file: AnswerFile): boolean {
  const { error, series } = joinAnswer(file);
  return error !== undefined && series.length === 0;
}

/** The collected parts, and what Prometheus said when it was asked for the whole at the end. */
function withErrors(parts: readonly AnswerPart[], final: AnswerFile | undefined): AnswerFile | undefined {
  const collected = asAnswerFile(parts);
  if (collected === undefined || final === undefined) return collected;
  return { ...final, parts: [...collected.parts, ...final.parts] };
}
