import type { QueryRange } from "../../../src/promql/engine/evaluate.ts";
import type { Evaluation, ExpectedValue, QueryTime, SeriesLine } from "./command.ts";
import { addExpect, findExpectedString, plainChecks } from "./parse-expect.ts";
import { readDuration } from "./read-duration.ts";
import { readNumber } from "./read-number.ts";
import { readingLine, type ScriptLines, takeBlockLine } from "./script-lines.ts";
import { parseSeriesLine } from "./series-line.ts";

const instantForm = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+at\s+(.+?)\s+(.+)$/;
const rangeForm = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$/;
const rangeVectorForm = /^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$/;

/** An `eval` command and its block; `text` is its first line, taken already. */
export function parseEval(text: string, lines: ScriptLines): Evaluation {
  const line = lines.next;
  const { suffix, time, query } = readingLine(lines, () => parseHead(text));
  let checks = suffix === undefined ? plainChecks : addExpect(plainChecks, `expect ${suffix}`);
  let value: ExpectedValue = { kind: "series", lines: [] };
  for (let more = takeBlockLine(lines); more !== undefined; more = takeBlockLine(lines)) {
    const read = more;
    const failure = /^expected_fail_(message|regexp)\s*(.*)$/.exec(read);
    if (failure !== null && checks.failure !== undefined) {
      const [, kind, said = ""] = failure;
      checks = {
        ...checks,
        failure: kind === "message" ? { kind: "text", text: said } : { kind: "pattern", pattern: said },
      };
      break;
    }
    const scalar = findNumber(read);
    if (scalar !== undefined) {
      value = { kind: "scalar", value: scalar };
      break;
    }
    readingLine(lines, () => {
      if (/^expect(?!\S)/.test(read) && !/^expect (?:string|range vector)/.test(read)) checks = addExpect(checks, read);
      else value = addValue(value, read, time);
    });
  }
  return { kind: "eval", line, query, time, expectation: { ...checks, value } };
}

function parseHead(text: string): { suffix: string | undefined; time: QueryTime; query: string } {
  const instant = instantForm.exec(text);
  if (instant !== null) {
    const [, suffix, at = "", query = ""] = instant;
    return { suffix, time: { kind: "instant", at: readDuration(at) }, query };
  }
  const range = rangeForm.exec(text);
  if (range === null) {
    throw new SyntaxError("Cannot read eval: expected eval instant at <time> <query> or eval range from … to … step …");
  }
  const [, suffix, start, end, step, query = ""] = range;
  return { suffix, time: { kind: "range", ...readRange(start, end, step) }, query };
}

function readRange(start = "", end = "", step = ""): QueryRange {
  const range = { start: readDuration(start), end: readDuration(end), step: readDuration(step) };
  if (range.end < range.start) throw new SyntaxError(`Range ends at ${end}, before its start at ${start}`);
  return range;
}

function findNumber(text: string): number | undefined {
  try {
    return readNumber(text);
  } catch {
    return undefined;
  }
}

function addValue(value: ExpectedValue, text: string, time: QueryTime): ExpectedValue {
  const string = findExpectedString(text);
  if (string !== undefined) return { kind: "string", value: string };
  const known = value.kind === "series" ? value : { kind: "series" as const, lines: [] };
  const range = rangeVectorForm.exec(text);
  if (range !== null) return { ...known, range: readRange(range[1], range[2], range[3]) };
  return {
    ...known,
    lines: [...known.lines, expectedLine(text, time.kind === "instant" && known.range === undefined)],
  };
}

function expectedLine(text: string, single: boolean): SeriesLine {
  const line = parseSeriesLine(text);
  if (single && line.points.length !== 1) throw new SyntaxError(`An instant vector has one value a series: ${text}`);
  return line;
}
