import type { Instant } from "../core/time.ts";
import type { Labels } from "../core/labels.ts";
import type { MatrixSeries, QueryValue } from "../promql/engine/query-value.ts";
import { summariseSeries } from "./series-summary.ts";

/** A figure of the table; `undefined` where there is none. */
export type Figure = number | undefined;

/** A row: a series and its figures, one for each column. */
export interface TableRow {
  /** Its place in the answer. */
  readonly index: number;
  readonly labels: Labels;
  readonly figures: readonly Figure[];
  /** What a figure alone would hide: points that are NaN, an end before the range's; "" when nothing. */
  readonly note: string;
}

/** An answer as a table. */
export interface AnswerTable {
  /** The names of the figures. `points` counts, all others are in the answer's unit. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** The table of an answer: of a range each series in figures, of an instant its values in the answer's own order. */
export function tableOf(value: QueryValue, end: Instant): AnswerTable {
  switch (value.kind) {
    case "scalar":
      return { columns: ["value"], rows: [{ index: 0, labels: {}, figures: [value.value], note: "" }] };
    case "string":
      return { columns: [], rows: [] };
    case "vector":
      return {
        columns: ["value"],
        rows: value.samples.map(({ labels, value }, index) => ({ index, labels, figures: [value], note: "" })),
      };
    case "matrix":
      return {
        columns: ["last", "min", "max", "mean", "points"],
        rows: value.series.map((series, index) => matrixRow(series, index, end)),
      };
  }
}

function matrixRow(series: MatrixSeries, index: number, end: Instant): TableRow {
  const { last, lastAt, min, max, mean, points, nans } = summariseSeries(series);
  const notes = [
    nans === 0 ? "" : nans === points ? "all NaN" : `${nans} NaN`,
    lastAt === undefined || end - lastAt < gapOf(series) ? "" : `until ${new Date(lastAt).toISOString().slice(11, 19)}`,
  ];
  const note = notes.filter((words) => words !== "").join(", ");
  return { index, labels: series.labels, figures: [last, min, max, mean, points], note };
}

/** Longer than this without a value is an end: one and a half of the smallest distance between points. */
function gapOf({ times }: MatrixSeries): number {
  let smallest = Infinity;
  for (let index = 1; index < times.length; index += 1) {
    smallest = Math.min(smallest, (times[index] ?? 0) - (times[index - 1] ?? 0));
  }
  return 1.5 * smallest;
}

/** How a table is ordered: by a column or by the series' labels; `undefined` keeps the answer's order. */
export interface TableOrder {
  readonly column: number | "series";
  readonly descending: boolean;
}

/** The rows in an order; what has no figure, or NaN, comes last in both directions, and equals keep the answer's order. */
export function sortRows(
  rows: readonly TableRow[],
  names: readonly string[],
  order: TableOrder | undefined,
): readonly TableRow[] {
  if (order === undefined) return rows;
  const { column, descending } = order;
  const sign = descending ? -1 : 1;
  const compareNames = new Intl.Collator("en", { numeric: true }).compare;
  return [...rows].sort((a, b) => {
    if (column === "series") return sign * compareNames(names[a.index] ?? "", names[b.index] ?? "");
    const [x, y] = [a.figures[column] ?? NaN, b.figures[column] ?? NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (x - y);
  });
}
