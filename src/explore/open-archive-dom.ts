import type { Catalog } from "./catalog.ts";
import type { Desk } from "./desk.ts";
import { openWorkerDesk } from "./open-desk-dom.ts";
import { readSamples } from "./read-samples-dom.ts";
import type { Recording } from "./recording.ts";

/** Where the page's samples and the script of its worker lie, from the page. */
export interface ArchivePaths {
  readonly samples: string;
  readonly worker: string;
}

/** The archive, ready to be asked, or in words why it cannot be. */
export type OpenedArchive =
  | { readonly kind: "ready"; readonly desk: Desk; readonly catalog: Catalog; readonly words: string }
  | { readonly kind: "closed"; readonly words: string };

/** Reads the samples of the session into a worker. Never throws. */
export async function openArchive(paths: ArchivePaths, recording: Recording): Promise<OpenedArchive> {
  const read = await readSamples(paths.samples);
  if (read.kind === "missing") return { kind: "closed", words: read.words };
  const desk = openWorkerDesk(paths.worker, read.samples, recording);
  const opened = await desk.opened;
  if (opened.kind === "damaged") return { kind: "closed", words: `${opened.text}.` };
  const samples = opened.samples.toLocaleString("en").replaceAll(",", "\u202f");
  const words = `${opened.series} series with ${samples} samples are read.`;
  return { kind: "ready", desk, catalog: opened.catalog, words };
}
