import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { join, matchesGlob, relative, sep } from "node:path";
import { reasonOf } from "./source-error.ts";

/** The configuration files that patterns name, and what could not be taken. */
export interface ConfigReading {
  readonly files: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

const largest = 1_000_000;
const skipped = new Set(["node_modules", ".git", "dist"]);

/**
 * Reads the files that match the glob patterns, which are relative to the book.
 *
 * - A link that leads out of the book, a pattern that does, and a file over 1 MB are left out, with a warning each.
 * - Paths are given with `/`, relative to the book.
 */
export async function readConfigs(book: string, patterns: readonly string[]): Promise<ConfigReading> {
  const files = new Map<string, string>();
  const warnings: string[] = [];
  const root = await realpath(book);
  for (const pattern of patterns) {
    if (pattern.startsWith("/") || pattern.split("/").includes("..")) {
      warnings.push(`The configuration pattern "${pattern}" leads out of the book and is left out`);
      continue;
    }
    let matched = 0;
    for await (const path of walk(root, fixedPart(pattern))) {
      if (path !== pattern && !matchesGlob(path, pattern)) continue;
      matched++;
      if (files.has(path)) continue;
      const found = await readInside(root, path);
      if ("text" in found) files.set(path, found.text);
      else warnings.push(found.warning);
    }
    if (matched === 0) warnings.push(`No configuration file matches "${pattern}"`);
  }
  return { files, warnings };
}

async function readInside(root: string, path: string): Promise<{ text: string } | { warning: string }> {
  try {
    const real = await realpath(join(root, path));
    if (!real.startsWith(root + sep)) {
      return { warning: `The configuration file "${path}" leads out of the book and is left out` };
    }
    const { size } = await lstat(real);
    if (size > largest) return { warning: `The configuration file "${path}" is larger than 1 MB and is left out` };
    return { text: await readFile(real, "utf8") };
  } catch (error) {
    return { warning: `Cannot read the configuration file "${path}": ${reasonOf(error)}` };
  }
}

async function* walk(root: string, folder: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name) && path !== "content/sessions") yield* walk(root, path);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      yield relative(root, join(root, path)).split(sep).join("/");
    }
  }
}

/** The folders of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const parts = pattern.split("/").slice(0, -1);
  const wild = parts.findIndex((part) => /[*?[\]{}!()]/.test(part));
  return (wild < 0 ? parts : parts.slice(0, wild)).join("/");
}
