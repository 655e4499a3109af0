import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, isAbsolute, join, relative } from "node:path";
import process from "node:process";
import type { QueryCheck } from "../core/judging-source.ts";
import type { Judging } from "../core/judging.ts";
import type { Plan } from "../core/plan.ts";
import { UserError } from "../core/user-error.ts";
import { parseObjectives, parsePlan } from "./plan-text.ts";
import { sha256Of } from "./seal-fs.ts";

const folder = join("content", "plans");

/**
 * The plan that `ref` names: an id (`worker-loss`), or the path of a file, from the book or from here.
 *
 * Throws `UserError` that lists the plans there are, or every issue of the plan with its path and line.
 */
export async function readPlan(book: string, ref: string): Promise<Plan> {
  for (const path of candidates(book, ref)) {
    const text = await readText(path);
    if (text !== undefined) {
      return parsePlan(text, basename(path, extname(path)), relative(process.cwd(), path) || path);
    }
  }
  const ids = (await planFiles(book)).map((file) => basename(file, extname(file)));
  const known = ids.length === 0 ? `there is none in ${folder}` : `there is ${ids.map((id) => `"${id}"`).join(", ")}`;
  throw new UserError(`Cannot find plan "${ref}": ${known}`);
}

/** Every plan of the book, in the order of their ids. */
export async function listPlans(book: string): Promise<Plan[]> {
  const files = await planFiles(book);
  return Promise.all(files.map((file) => readPlan(book, join(folder, file))));
}

/**
 * The objectives of a file, to judge a recorded session of this plan by; `path` is from here.
 * Throws `UserError` when there is no such file or it is larger than 1 MB, or with every issue of it as `readPlan` does,
 * those that `checkQuery` finds too.
 */
export async function readObjectives(path: string, plan: Plan, checkQuery: QueryCheck): Promise<Judging> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new UserError(`Cannot read objectives "${path}": it is a folder`);
  if (found !== undefined && found.size > 1_000_000) {
    throw new UserError(`Cannot read objectives "${path}": it is larger than 1 MB`);
  }
  const text = await readText(path).catch((error: Error) => {
    throw new UserError(`Cannot read objectives "${path}": ${error.message}`, { cause: error });
  });
  if (text === undefined) throw new UserError(`Cannot find objectives "${path}": no such file`);
  return {
    plan: parseObjectives(text, plan, { file: path, checkQuery }),
    file: basename(path),
    sha256: sha256Of(text),
  };
}

function candidates(book: string, ref: string): string[] {
  if (isAbsolute(ref)) return [ref];
  if (/\.ya?ml$/.test(ref)) return [join(book, ref), ref, join(book, folder, ref)];
  return [join(book, folder, `${ref}.yaml`), join(book, folder, `${ref}.yml`)];
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function planFiles(book: string): Promise<string[]> {
  try {
    return (await readdir(join(book, folder))).filter((name) => /\.ya?ml$/.test(name)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
