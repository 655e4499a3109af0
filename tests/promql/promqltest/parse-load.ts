import { labelsKey } from "../../../src/core/labels.ts";
import type { Duration } from "../../../src/core/time.ts";
import type { Command, LoadedLine } from "./command.ts";
import { readDuration } from "./read-duration.ts";
import { readingLine, type ScriptLines, takeBlockLine } from "./script-lines.ts";
import { parseLabels, parseSeriesLine } from "./series-line.ts";
import { parseStartTimes } from "./start-times.ts";

const head = /^load(_with_nhcb)?\s+(\S+)$/i;
const startLine = /^(\S*)@st\s+(.+)$/;

/** A `load` command and its block; `text` is its first line, taken already. */
export function parseLoad(text: string, lines: ScriptLines): Command {
  const line = lines.next;
  const match = readingLine(lines, () => {
    const match = head.exec(text);
    if (match === null) throw new SyntaxError("Cannot read load: expected load[_with_nhcb] <step>");
    return match;
  });
  const step = readingLine(lines, () => readDuration(match[2] ?? ""));
  return { kind: "load", line, step, lines: parseBlock(lines), nativeTwins: match[1] !== undefined };
}

function parseBlock(lines: ScriptLines): LoadedLine[] {
  const loaded = new Map<string, LoadedLine>();
  let everywhere: readonly (Duration | undefined)[] = [];
  let next: { readonly key: string; readonly starts: readonly (Duration | undefined)[] } | undefined;
  for (let text = takeBlockLine(lines); text !== undefined; text = takeBlockLine(lines)) {
    const read = text;
    readingLine(lines, () => {
      const start = startLine.exec(read);
      if (start !== null) {
        if (next !== undefined) throw new SyntaxError("Start timestamps have no sample line after them");
        const starts = parseStartTimes(start[2] ?? "");
        if (start[1] === "") everywhere = starts;
        else next = { key: labelsKey(parseLabels(start[1] ?? "")), starts };
        return;
      }
      const series = parseSeriesLine(read);
      const key = labelsKey(series.labels);
      if (next !== undefined && (next.key !== key || next.starts.length !== series.points.length)) {
        throw new SyntaxError("Start timestamps do not fit the sample line after them");
      }
      const starts = next?.starts ?? series.points.map((_, index) => everywhere[index % everywhere.length]);
      loaded.set(key, { ...series, starts });
      next = undefined;
    });
  }
  return [...loaded.values()];
}
