import { formatOffset, formatTimeOfDay } from "../core/format.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Moments } from "../core/moments.ts";
import type { QueryRange } from "../promql/engine/evaluate.ts";
import { gridBetween, timesOf } from "../promql/engine/grid.ts";
import type { MatrixSeries } from "../promql/engine/query-value.ts";
import { plural } from "./plural.ts";
import { formatCell, type QueryStyle } from "./query-style.ts";
import { nameSeries, sharedLines } from "./series-names.ts";
import { formatTable } from "./text-table.ts";

/** How a table over time is drawn. */
export interface RangeTableOptions {
  readonly moments: Moments;
  readonly style: QueryStyle;
  /** Columns of the terminal. */
  readonly width: number;
  /** The steps that were asked for; without them the series stand at their samples' own times. */
  readonly range: QueryRange | undefined;
}

/** At most so many instants are shown. */
const mostRows = 40;

/** Series over time: a row for each instant, a column for each series, phases as lines across, marks in their place. */
export function formatRangeTable(series: readonly MatrixSeries[], options: RangeTableOptions): string[] {
  const { moments, style, width, range } = options;
  const times = range === undefined ? sampleTimes(series) : timesOf(gridBetween(range.start, range.end, range.step));
  const every = Math.ceil(times.length / mostRows);
  const shownTimes = Array.from(times.filter((_, index) => index % every === 0 || index === times.length - 1));
  const named = nameSeries(series.map(({ labels }) => labels), style.legend);
  const { names } = named;
  const stamps = stampColumns(shownTimes, moments);
  const room = width - stamps.width;
  const columnsBy = (nameAt: (index: number) => string) =>
    series.map((each, index) => columnOf(each, shownTimes, style, nameAt(index)));
  const spelt = columnsBy((index) => names[index] === "" ? "value" : names[index] ?? "");
  // Names too long for heads are told above by letters.
  const isKeyed = series.length > 1 && countFitting(spelt, room) < series.length;
  const columns = isKeyed ? columnsBy(letterOf) : spelt;
  const fitting = countFitting(columns, room);
  const rows = stamps.rows.map((
    cells,
    row,
  ) => [...cells, ...columns.slice(0, fitting).map((column) => column[row] ?? "")]);
  const [head = "", ...body] = formatTable(rows, Number.MAX_SAFE_INTEGER);
  const key = names.slice(0, fitting).map((name, index) => `${letterOf(index)}  ${name}`);
  const rest = series.length - fitting;
  const unit = range === undefined ? "sample time" : "step";
  return [
    ...sharedLines(named),
    ...isKeyed ? [...key, ""] : [],
    head,
    ...withSections(body, shownTimes, moments),
    ...every === 1 && rest === 0 ? [] : [""],
    ...every === 1 ? [] : [`Every ${ordinal(every)} of ${plural(times.length, unit)}; --format csv has all`],
    ...rest === 0 ? [] : [`${plural(rest, "more series", "more series")}; --format csv has all`],
  ];
}

/** Every instant once. In typed arrays: a set holds no more than 16 million. */
function sampleTimes(series: readonly MatrixSeries[]): Float64Array {
  const all = new Float64Array(series.reduce((sum, { times }) => sum + times.length, 0));
  let place = 0;
  for (const { times } of series) {
    all.set(times, place);
    place += times.length;
  }
  all.sort();
  return all.filter((at, index) => index === 0 || at !== all[index - 1]);
}

function columnOf(series: MatrixSeries, times: readonly Instant[], style: QueryStyle, name: string): string[] {
  const shown = new Set(times);
  const values = new Map<Instant, number>();
  series.times.forEach((at, index) => {
    if (shown.has(at)) values.set(at, series.values[index] ?? NaN);
  });
  const cells = times.map((at) => {
    const value = values.get(at);
    return value === undefined ? "—" : formatCell(value, style);
  });
  const width = Math.max(name.length, ...cells.map((cell) => cell.length));
  return [name, ...cells].map((cell) => cell.padStart(width));
}

function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + index % 26);
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}

/** The first two columns: the time of day, and the time since the session's start. */
function stampColumns(times: readonly Instant[], { interval }: Moments) {
  const offsets = ["since start", ...times.map((at) => formatRowOffset(at - interval.start))];
  const width = Math.max(...offsets.map((offset) => offset.length));
  const clocks = ["time", ...times.map(formatTimeOfDay)];
  return {
    rows: clocks.map((clock, row) => [clock, (offsets[row] ?? "").padStart(width)]),
    width: Math.max(...clocks.map((clock) => clock.length)) + 2 + width,
  };
}

/** An offset to the tenth of a second, however long: rows are told apart by it. */
function formatRowOffset(offset: Duration): string {
  const tenths = Math.round(offset / 100);
  const rest = Math.abs(offset) < 120_000 ? 0 : tenths % 600;
  return formatOffset(rest === 0 ? offset : (tenths - rest) * 100) + (rest === 0 ? "" : ` ${Math.abs(rest) / 10} s`);
}

/** How many columns fit, at least one. */
function countFitting(columns: readonly (readonly string[])[], room: number): number {
  let used = 0;
  const count = columns.findIndex((column) => (used += 2 + (column[0] ?? "").length) > room);
  return Math.max(1, count === -1 ? columns.length : count);
}

/** The lines with a line before the first of each phase, and one for each mark, where they belong. */
function withSections(lines: readonly string[], times: readonly Instant[], { phases, marks }: Moments): string[] {
  const sections = [
    ...phases.map(({ name, interval }) => ({ at: interval.start, end: interval.end, text: `── ${name} ──` })),
    ...marks.map(({ label, at }) => ({ at, end: at, text: `${formatTimeOfDay(at)}  ▲ ${label}` })),
  ].sort((a, b) => a.at - b.at);
  const first = times[0] ?? Infinity;
  const last = times.at(-1) ?? -Infinity;
  const due = sections.filter(({ at, end }) => at <= last && (end > first || at >= first));
  const written: string[] = [];
  lines.forEach((line, index) => {
    while (due[0] !== undefined && due[0].at <= (times[index] ?? NaN)) written.push(due.shift()?.text ?? "");
    written.push(line);
  });
  return written;
}

function ordinal(count: number): string {
  const suffix = count % 100 >= 11 && count % 100 <= 13 ? "th" : ["th", "st", "nd", "rd"][count % 10] ?? "th";
  return `${count}${suffix}`;
}
