import type { Redaction, SessionHead } from "../core/session.ts";
import type { Series } from "../core/series.ts";
import { UserError } from "../core/user-error.ts";
import { type DiskEffects, listFiles, readBytes, readInside, writeDurably } from "./disk-fs.ts";
import { type Manifest, manifest as manifestSchema, type ManifestFile } from "./manifest.ts";
import { places } from "./names.ts";
import { countScrapes } from "./scrapes.ts";
import { sealJson, sha256Of } from "./seal-fs.ts";
import { eachLine } from "./windows-fs.ts";

/** Whether a file of a session is one that its manifest lists; revisions carry their own checksum. */
export function isListed(path: string): boolean {
  return path !== places.manifest && !path.startsWith("recording/") && !path.startsWith("revisions/");
}

/** Writes the manifest of a session whose other files lie there; `headText` is the `session.json` that will follow. */
export async function writeManifest(
  folder: string,
  head: SessionHead,
  headText: string,
  series: readonly Series[],
  disk: DiskEffects,
): Promise<void> {
  const found = (await listFiles(folder)).files.filter((path) => isListed(path) && path !== places.head);
  const files: ManifestFile[] = [describeFile(places.head, new TextEncoder().encode(headText))];
  for (const path of found) files.push(describeFile(path, await readBytes(folder, path) ?? new Uint8Array()));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  let facts = 0;
  await eachLine(folder, places.journal, () => void facts++);
  const manifest: Omit<Manifest, "sha256"> = {
    version: 1,
    files,
    counts: {
      facts,
      series: series.length,
      samples: series.reduce((sum, { values }) => sum + values.length, 0),
      answers: found.filter(isAnswer).length,
    },
    scrapes: countScrapes(series, { start: head.start, end: head.end ?? head.start }, await readTargets(folder)),
    redactions: await readRedactions(folder),
  };
  await writeDurably(folder, places.manifest, sealJson(manifest), disk);
}

/** Whether a path is that of the answer to one of the plan's queries. */
export function isAnswer(path: string): boolean {
  return /^answers\/[^/]+\.json$/.test(path);
}

/** The manifest of a session. `UserError` with exit code 3 when it is missing or not in form. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readInside(folder, places.manifest);
  if (text === undefined) {
    throw new UserError(`Cannot read session "${folder}": it has no manifest.json`, { exitCode: 3 });
  }
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UserError(`Cannot read session "${folder}": manifest.json is damaged`, { exitCode: 3, cause: error });
  }
}

function describeFile(path: string, bytes: Uint8Array): ManifestFile {
  const entry = { path, size: bytes.length, sha256: sha256Of(bytes) };
  return path === places.notes ? { ...entry, editable: true } : entry;
}

async function readTargets(folder: string): Promise<unknown> {
  const text = await readInside(folder, "answers/self-start/targets.json") ??
    await readInside(folder, "answers/self-end/targets.json");
  return text === undefined ? undefined : JSON.parse(text);
}

async function readRedactions(folder: string): Promise<Redaction[]> {
  const redactions: Redaction[] = [];
  await eachLine(folder, places.redactions, (line) => redactions.push(JSON.parse(line) as Redaction));
  return redactions;
}
