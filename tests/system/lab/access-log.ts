import { readFile } from "node:fs/promises";
import { accessLog } from "./layout.ts";

/** One request as the proxy logged it when it ended. */
export interface Served {
  readonly startedAt: number;
  /** ms. */
  readonly duration: number;
  readonly status: number;
}

/** Every request of the site that the proxy has ended so far; those of its metrics entrypoint are left out. */
export async function readAccessLog(): Promise<readonly Served[]> {
  const lines = (await readFile(accessLog, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Entry).filter((entry) => entry.entryPointName === "web").map((
    entry,
  ) => ({
    startedAt: Date.parse(entry.StartUTC),
    duration: entry.Duration / 1e6,
    status: entry.DownstreamStatus,
  }));
}

interface Entry {
  readonly entryPointName: string;
  readonly StartUTC: string;
  /** ns. */
  readonly Duration: number;
  readonly DownstreamStatus: number;
}
