import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Served } from "./access-log.ts";
import type { Sent } from "./load.ts";
import type { Observation } from "./watch.ts";

/** What the harness itself knows of a drill: what the recorder's session is held to. Instants in ms since the epoch. */
export interface Truth {
  /** The session that was recorded. */
  readonly folder: string;
  /** When the power of nodes was cut and given back, in order. */
  readonly deeds: readonly {
    readonly at: number;
    readonly deed: "halt" | "start";
    readonly nodes: readonly string[];
  }[];
  /** Between which instants each phase's command ran. */
  readonly phases: readonly { readonly at: number; readonly until: number; readonly name: string }[];
  readonly observations: readonly Observation[];
  /** The harness' own requests. */
  readonly sent: readonly Omit<Sent, "body">[];
  /** Every request that the proxy ended, the probe's and the harness'. */
  readonly served: readonly Served[];
}

/** Where the last drill's book and truth lie, for tests and for people; the next drill replaces them. */
export const drillFolder = "/tmp/dbk-drill";

const fileName = "truth.json";

/** Writes the truth beside the book in `folder`. */
export async function writeTruth(folder: string, truth: Truth): Promise<void> {
  await writeFile(path.join(folder, fileName), `${JSON.stringify(truth)}\n`);
}

/** How a command names the drill's session: its id and its book. */
export function sessionArguments(truth: Truth): readonly string[] {
  return [path.basename(truth.folder), "--book", path.resolve(truth.folder, "../../..")];
}

/** The truth of the last drill. */
export async function readTruth(): Promise<Truth> {
  return JSON.parse(await readFile(path.join(drillFolder, fileName), "utf8")) as Truth;
}
