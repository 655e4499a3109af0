import { z } from "zod";
import type { Series } from "../core/series.ts";
import type { SessionHead } from "../core/session.ts";
import { answerFile } from "./answer-part.ts";
import { listFiles, readBytes, readInside } from "./disk-fs.ts";
import { parseSessionHead } from "./head.ts";
import { isAnswer, isListed } from "./manifest-fs.ts";
import { type Manifest, manifest as manifestSchema, type ManifestFile } from "./manifest.ts";
import { places } from "./names.ts";
import { parseSamples } from "./samples-read.ts";
import { countScrapes } from "./scrapes.ts";
import { isSealed, sha256Of } from "./seal-fs.ts";
import { findDisorder } from "./series-order.ts";
import { issuesOf, parseFacts } from "./session-fs.ts";
import type { FileRemark, Verification } from "./verification.ts";

/** What was read on the way, `undefined` where it could not be. */
interface Contents {
  head?: SessionHead;
  facts?: number;
  series?: readonly Series[];
  targets?: unknown;
}

/**
 * Checks a session folder: every checksum and size, the form of every file, the counts, nothing missing, nothing added.
 * Damage is a problem in the result and never an exception; `notes.md` may have been edited, `revisions/` may have grown.
 */
export async function verifySession(folder: string): Promise<Verification> {
  const problems: FileRemark[] = [];
  const remarks: FileRemark[] = [];
  const { files, odd } = await listFiles(folder);
  for (const file of odd) {
    problems.push({ file, text: "is no plain file (a link or device), which a session does not hold" });
  }
  const contents: Contents = {};
  let bytes = 0;
  for (const file of files) {
    try {
      const content = await readBytes(folder, file);
      bytes += content?.length ?? 0;
      checkForm(file, content?.toString("utf8") ?? "", contents);
    } catch (error) {
      const reason = error instanceof z.ZodError ? issuesOf(error) : (error as Error).message;
      problems.push({ file, text: `cannot be read: ${reason}` });
    }
  }
  for (const text of findDisorder(contents.series ?? [])) problems.push({ file: places.samples, text });
  if (files.some((file) => file.startsWith("recording/"))) {
    const open = contents.head?.status === "recording";
    const text = open ? "the session is being recorded, or its recorder was killed" : "is left over from recording";
    problems.push({ file: "recording/", text: `${text}; run "npm run capture -- recover"` });
  }
  const manifest = await readSealed(folder, problems);
  if (manifest !== undefined) await checkFiles(folder, manifest, files, problems, remarks);
  const scrapes = contents.series === undefined || contents.head === undefined ? [] : countScrapes(
    contents.series,
    { start: contents.head.start, end: contents.head.end ?? contents.head.start },
    contents.targets,
  );
  const counts = {
    files: files.length,
    bytes,
    facts: contents.facts ?? 0,
    series: contents.series?.length ?? 0,
    samples: contents.series?.reduce((sum, { values }) => sum + values.length, 0) ?? 0,
    answers: files.filter(isAnswer).length,
    configs: files.filter((file) => file.startsWith("configs/")).length,
    redactions: manifest?.redactions.length ?? 0,
    revisions: files.filter((file) => file.startsWith("revisions/")).length,
  };
  if (manifest !== undefined) {
    for (const key of ["facts", "series", "samples", "answers"] as const) {
      if (manifest.counts[key] === counts[key]) continue;
      problems.push({ file: places.manifest, text: `states ${manifest.counts[key]} ${key}, there are ${counts[key]}` });
    }
    // Manifests of before expected fewer than were seen.
    const stated = manifest.scrapes.map((each) => ({ ...each, expected: Math.max(each.expected, each.seen) }));
    if (JSON.stringify(stated) !== JSON.stringify(scrapes)) {
      problems.push({ file: places.manifest, text: "states other scrapes than the samples show" });
    }
  }
  return { problems, remarks, counts, scrapes };
}

/** Reads a file by its kind; throws with the reason when it is not in form. */
function checkForm(file: string, text: string, contents: Contents): void {
  if (file === places.head) contents.head = parseSessionHead(JSON.parse(text));
  else if (file === places.journal) contents.facts = parseFacts(text).length;
  else if (file === places.samples) contents.series = parseSamples(text);
  else if (isAnswer(file)) answerFile.parse(JSON.parse(text));
  else if (file.startsWith("answers/")) {
    const self: unknown = JSON.parse(text);
    if (/\/targets\.json$/.test(file)) contents.targets = file.includes("self-start") ? self : contents.targets ?? self;
  } else if (file.startsWith("revisions/") && !isSealed(text)) {
    throw new Error("its own checksum does not fit its content");
  }
}

async function readSealed(folder: string, problems: FileRemark[]): Promise<Manifest | undefined> {
  const file = places.manifest;
  const text = await readInside(folder, file).catch(() => undefined);
  if (text === undefined) {
    problems.push({ file, text: "is missing" });
    return undefined;
  }
  if (!isSealed(text)) problems.push({ file, text: "its own checksum does not fit its content" });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    problems.push({ file, text: "is not in form" });
    return undefined;
  }
}

async function checkFiles(
  folder: string,
  manifest: Manifest,
  files: readonly string[],
  problems: FileRemark[],
  remarks: FileRemark[],
): Promise<void> {
  const stated = new Map(manifest.files.map((file) => [file.path, file]));
  if (stated.size < manifest.files.length) problems.push({ file: places.manifest, text: "names a file twice" });
  for (const file of files.filter(isListed)) {
    if (stated.has(file)) continue;
    if (file === places.notes) remarks.push({ file, text: "was added after recording" });
    else problems.push({ file, text: "was added: the manifest does not name it" });
  }
  for (const entry of stated.values()) {
    const text = await differenceOf(folder, entry).catch((error: Error) => error.message);
    if (text === undefined) continue;
    if (entry.path === places.notes) remarks.push({ file: entry.path, text: "was edited after recording" });
    else problems.push({ file: entry.path, text });
  }
}

async function differenceOf(folder: string, entry: ManifestFile): Promise<string | undefined> {
  const content = await readBytes(folder, entry.path);
  if (content === undefined) return "is missing";
  if (content.length !== entry.size) return `has ${content.length} bytes, ${entry.size} were recorded`;
  return sha256Of(content) === entry.sha256 ? undefined : "is not what was recorded: its sha256 differs";
}
