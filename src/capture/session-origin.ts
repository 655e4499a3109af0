import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { promisify } from "node:util";
import { isRecord } from "../core/record.ts";

const run = promisify(execFile);

/** The versions of this program and of what runs it: `0.1.0` and `node 24.21.0`. */
export async function findVersions(): Promise<{ readonly drillbook: string; readonly runtime: string }> {
  const project: unknown = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  const deno = process.versions["deno"];
  const runtime = deno === undefined ? `node ${process.versions.node}` : `deno ${deno}`;
  return { drillbook: isRecord(project) ? String(project["version"]) : "unknown", runtime };
}

/** What looking for the book's commit asks of its surroundings. */
export interface OriginEffects {
  /** What git prints; rejects when it fails, or is not there. */
  git(args: readonly string[]): Promise<string>;
}

const systemEffects: OriginEffects = {
  git: async (args) => (await run("git", [...args], { timeout: 3_000 })).stdout,
};

/**
 * The commit of the book, with `+changes` where its tree is not clean; `undefined` when it is under no version control.
 * Sessions are no changes: the one that is being recorded is never committed yet.
 */
export async function findBookCommit(
  book: string,
  { git }: OriginEffects = systemEffects,
): Promise<string | undefined> {
  try {
    const commit = await git(["-C", book, "rev-parse", "HEAD"]);
    // Without the lock that git takes to refresh its index, so that a person's own git is never in its way.
    const status = ["--no-optional-locks", "-C", book, "status", "--porcelain"];
    const changes = await git([...status, "--", ".", ":(exclude)content/sessions"]);
    return `${commit.trim()}${changes.trim() === "" ? "" : "+changes"}`;
  } catch {
    return undefined;
  }
}
