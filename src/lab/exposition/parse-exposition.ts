import { type Cursor, cursorOver } from "./cursor.ts";
import type { ExpositionEntry, ExpositionFormat } from "./entry.ts";
import { metricName, parseLabels } from "./parse-labels.ts";
import { parseNumber } from "./parse-number.ts";
import { parseMetadata } from "./parse-metadata.ts";

/**
 * What an exposition says, entry by entry, as Prometheus reads it.
 *
 * - Throws `SyntaxError` that names the line and what is wrong; what came before it has been given then.
 * - OpenMetrics ends with `# EOF`, has one space where the text format may have more, and exemplars, which are passed over.
 */
export function* parseExposition(text: string, format: ExpositionFormat): Generator<ExpositionEntry, void> {
  const cursor = cursorOver(text);
  const isOpen = format === "openmetrics";
  while (!cursor.isAtEnd()) {
    if (isOpen && cursor.take(/# EOF(?:\n|$)/y) !== undefined) {
      if (!cursor.isAtEnd()) throw cursor.fault("nothing may follow # EOF");
      return;
    }
    const metadata = parseMetadata(cursor, format);
    if (metadata !== undefined) yield metadata;
    else if (isOpen || !skipLine(cursor)) yield parseSample(cursor, format);
  }
  if (isOpen) cursor.expect(/# EOF/y, "# EOF");
}

/** Moves over a line that is blank or a comment; says whether there was one. */
function skipLine(cursor: Cursor): boolean {
  return cursor.take(/(?:[ \t]*\n|[ \t]+$|[ \t]*#[^\n]*(?:\n|$))/y) !== undefined;
}

function parseSample(cursor: Cursor, format: ExpositionFormat): ExpositionEntry {
  const isOpen = format === "openmetrics";
  const space = isOpen ? / /y : /[ \t]*/y;
  if (!isOpen) cursor.take(space);
  const name = cursor.take(metricName);
  if (name === undefined) cursor.expect(/(?=\{)/y, "the name of a metric");
  const hasBraces = cursor.take(isOpen ? /\{/y : /[ \t]*\{/y) !== undefined;
  const labels = hasBraces ? parseLabels(cursor, name) : { __name__: name ?? "" };
  cursor.expect(space, "a space before the value");
  const value = parseNumber(cursor, cursor.expect(/[^{ \t\n]+/y, "a value"));
  const at = isOpen ? parseSeconds(cursor) : parseMilliseconds(cursor);
  cursor.expect(isOpen ? /\n/y : /[ \t]*(?:\n|$)/y, "the end of the line");
  return { kind: "sample", labels, value, at };
}

/** The stamp of a sample in the text format. */
function parseMilliseconds(cursor: Cursor): number | undefined {
  const text = cursor.take(/[ \t]+\d+/y);
  return text === undefined ? undefined : Number(text);
}

/** The stamp of a sample in OpenMetrics, which may have an exemplar behind it. */
function parseSeconds(cursor: Cursor): number | undefined {
  const text = cursor.take(/ [^# \n][^ \n]*/y);
  const seconds = text === undefined ? undefined : finite(cursor, text.slice(1));
  if (cursor.take(/ # \{/y) !== undefined) {
    parseLabels(cursor, "");
    parseNumber(cursor, cursor.expect(/ [^ \n]+/y, "the value of the exemplar").slice(1));
    const stamp = cursor.take(/ [^ \n]+/y);
    if (stamp !== undefined) finite(cursor, stamp.slice(1));
  }
  return seconds === undefined ? undefined : Math.trunc(seconds * 1_000);
}

function finite(cursor: Cursor, text: string): number {
  const seconds = parseNumber(cursor, text);
  if (!Number.isFinite(seconds)) throw cursor.fault(`${JSON.stringify(text)} is no time`);
  return seconds;
}
