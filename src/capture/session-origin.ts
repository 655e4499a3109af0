import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { promisify } from "node:util";
import { isRecord } from "./prometheus-answer.ts";

const run = promisify(execFile);

/** The versions of this program and of what runs it: `0.1.0` and `node 24.21.0`. */
export async function findVersions(): Promise<{ readonly drillbook: string; readonly runtime: string }> {
  const project: unknown = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  const deno = process.versions["deno"];
  const runtime = deno === undefined ? `node ${process.versions.node}` : `deno ${deno}`;
  return { drillbook: isRecord(project) ? String(project["version"]) : "unknown", runtime };
}

/** The commit of the book, with `+changes` where its tree is not clean; `undefined` when it is under no version control. */
export async function findBookCommit(book: string): Promise<string | undefined> {
  try {
    const options = { timeout: 3_000 };
    const { stdout: commit } = await run("git", ["-C", book, "rev-parse", "HEAD"], options);
    const { stdout: changes } = await run("git", ["-C", book, "status", "--porcelain", "--", "."], options);
    return `${commit.trim()}${changes.trim() === "" ? "" : "+changes"}`;
  } catch {
    return undefined;
  }
}
