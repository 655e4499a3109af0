import process from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Writes pieces of a text to the terminal or the pipe, no faster than they are read; a reader that goes away ends it well. */
export async function printText(pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}
