import { ScriptError } from "./script-error.ts";

/** The lines of a script, trimmed, comments blank, and the one that is read next, from 0. */
export interface ScriptLines {
  readonly texts: readonly string[];
  next: number;
}

/** The lines of a script's text. */
export function scriptLines(text: string): ScriptLines {
  const texts = text.split("\n").map((line) => line.trim()).map((line) => line.startsWith("#") ? "" : line);
  return { texts, next: 0 };
}

/** The next line of the block that is being read; `undefined` where a blank line or the end of the text ends it. */
export function takeBlockLine(lines: ScriptLines): string | undefined {
  const text = lines.texts[lines.next];
  if (text === undefined || text === "") return undefined;
  lines.next += 1;
  return text;
}

/** Runs a reader of the line taken last; what it cannot read becomes a `ScriptError` with the line. */
export function readingLine<T>(lines: ScriptLines, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError && !(error instanceof ScriptError)) {
      throw new ScriptError(lines.next, error.message);
    }
    throw error;
  }
}
