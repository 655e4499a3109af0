// As a namespace, of which a bundle for the browser keeps what is used: a quarter of the whole.
import * as z from "zod";
import type { Labels } from "../core/labels.ts";
import type { Series } from "../core/series.ts";
import { type Column, parseDecimals, parseDeltas } from "./column-read.ts";
import { samplesFormat } from "./samples.ts";

const count = z.int().nonnegative();
const scale = z.int().min(0).max(15).optional();
const fileHead = z.strictObject({
  format: z.literal(samplesFormat.format),
  version: z.literal(samplesFormat.version),
  columns: count,
  series: count,
  samples: count,
});
const columnHead = z.strictObject({ length: count, scale });
const seriesHead = z.strictObject({ labels: z.unknown(), times: z.tuple([count, count, count]), scale });

/**
 * Reads what `formatSamples` wrote. Series with the same scrape times share one array.
 *
 * - Throws `SyntaxError` that names the line where the text is damaged, ends early or states other counts than it has.
 * - Allocates no more than the text can fill, whatever its numbers claim.
 */
export function parseSamples(text: string): Series[] {
  const lines = text.split("\n");
  if (lines.pop() !== "") throw damage(lines.length + 1, "it ends inside the line");
  const head = readLine(lines, 0, (line) => fileHead.parse(JSON.parse(line)));
  if (lines.length !== 1 + head.columns + head.series) {
    throw damage(lines.length, `the file has ${lines.length} lines, its head states ${1 + head.columns + head.series}`);
  }
  const columns: Float64Array[] = [];
  for (let index = 1; index <= head.columns; index++) columns.push(readLine(lines, index, parseStamps));
  const series: Series[] = [];
  let samples = 0;
  for (let index = 1 + head.columns; index < lines.length; index++) {
    const one = readLine(lines, index, (line) => parseSeries(line, columns));
    samples += one.values.length;
    series.push(one);
  }
  if (samples !== head.samples) throw damage(1, `it states ${head.samples} samples, the file has ${samples}`);
  return series;
}

function parseStamps(line: string): Float64Array {
  const { head, array, form } = splitLine(line);
  const { length, scale } = columnHead.parse(head);
  return parseArray(form, array, length, scale, 2).values;
}

function parseSeries(line: string, columns: readonly Float64Array[]): Series {
  const { head, array, form } = splitLine(line);
  const { labels, times: [index, offset, length], scale } = seriesHead.parse(head);
  const column = columns[index];
  if (column === undefined || offset + length > column.length) {
    throw new SyntaxError("its times lie outside the columns");
  }
  const { values, stale } = parseArray(form, array, length, scale, 1);
  const whole = offset === 0 && length === column.length;
  return { labels: asLabels(labels), times: whole ? column : column.subarray(offset, offset + length), values, stale };
}

/** Parts a line at its array, which is its last member; a quote within a label is escaped, so no label can look like it. */
function splitLine(line: string): { head: unknown; array: string; form: "deltas" | "decimals" } {
  for (const form of ["deltas", "decimals"] as const) {
    const key = `,"${form}":[`;
    const at = line.indexOf(key);
    if (at < 0) continue;
    if (!line.endsWith("]}")) throw new SyntaxError("it ends early");
    return { head: JSON.parse(`${line.slice(0, at)}}`), array: line.slice(at + key.length, -2), form };
  }
  throw new SyntaxError("it has no samples");
}

function parseArray(
  form: "deltas" | "decimals",
  text: string,
  length: number,
  scale: number | undefined,
  order: 1 | 2,
) {
  if ((form === "deltas") !== (scale !== undefined)) throw new SyntaxError("its scale does not fit its samples");
  if (length === 0 && text === "") return { values: new Float64Array(0), stale: undefined } satisfies Column;
  return scale === undefined ? parseDecimals(text, length) : parseDeltas(text, length, scale, order);
}

function asLabels(value: unknown): Labels {
  const sound = typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((label) => typeof label === "string");
  if (!sound) throw new SyntaxError("its labels are not texts");
  return value as Labels;
}

function readLine<T>(lines: readonly string[], index: number, read: (line: string) => T): T {
  try {
    return read(lines[index] ?? "");
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).replace(/\s+/g, " ") : (error as Error).message;
    throw damage(index + 1, reason);
  }
}

function damage(line: number, reason: string): SyntaxError {
  return new SyntaxError(`Cannot read samples: line ${line}: ${reason}`);
}
