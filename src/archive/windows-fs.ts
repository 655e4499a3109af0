import { createReadStream } from "node:fs";
import { z } from "zod";
import type { Series } from "../core/series.ts";
import { type AnswerPart, answerPart } from "./answer-part.ts";
import { resolveInside } from "./disk-fs.ts";
import { createMerger } from "./merge.ts";
import { places } from "./names.ts";
import { parseSamples } from "./samples-read.ts";

const windowLine = z.strictObject({ start: z.number(), end: z.number(), samples: z.string() });

/** What a growing file holds that is whole, and the numbers of its lines that are not. */
export interface Whole<T> {
  readonly content: T;
  readonly torn: readonly number[];
}

/** The series of all windows that were recorded, joined. */
export async function readWindows(folder: string): Promise<Whole<Series[]>> {
  const merger = createMerger();
  const torn = await eachLine(folder, places.windows, (line) => {
    merger.add(parseSamples(windowLine.parse(JSON.parse(line)).samples));
  });
  return { content: merger.finish(), torn };
}

/** The answers that were collected on the way, by query and step, oldest part first. */
export async function readParts(folder: string): Promise<Whole<Map<string, AnswerPart[]>>> {
  const content = new Map<string, AnswerPart[]>();
  const torn = await eachLine(folder, places.parts, (line) => {
    const part = answerPart.parse(JSON.parse(line));
    const key = answerKey(part);
    const known = content.get(key);
    if (known === undefined) content.set(key, [part]);
    else known.push(part);
  });
  return { content, torn };
}

/** What makes two answers answers to the same question. */
export function answerKey({ query, step }: { query: string; step: number }): string {
  return JSON.stringify([query, step]);
}

/** Calls `read` for each line; answers the numbers of those for which it threw. A file that is not there has no lines. */
export async function eachLine(folder: string, path: string, read: (line: string) => void): Promise<number[]> {
  const torn: number[] = [];
  let number = 0;
  for await (const line of linesOf(await resolveInside(folder, path))) {
    number++;
    try {
      read(line);
    } catch {
      torn.push(number);
    }
  }
  return torn;
}

/** The lines of a file, the last one also where nothing ends it. `node:readline` would end lines at U+2028 too, which JSON may hold. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, "utf8") as AsyncIterable<string>) {
      const [first = "", ...others] = chunk.split("\n");
      rest += first;
      for (const line of others) {
        yield rest;
        rest = line;
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  if (rest !== "") yield rest;
}
