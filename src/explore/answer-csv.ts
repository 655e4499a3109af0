import { formatLabels } from "../core/labels.ts";
import type { QueryValue } from "../promql/engine/query-value.ts";

/**
 * All values of an answer as CSV with a head (RFC 4180): a row an instant and a column a series, or a row a series at one instant.
 * Times are ISO 8601 in UTC, values the shortest decimals that read back equal; a cell without a value is empty.
 */
export function formatCsv(value: QueryValue): string {
  return rowsOf(value).map((cells) => `${cells.map(quote).join(",")}\r\n`).join("");
}

function rowsOf(value: QueryValue): readonly (readonly string[])[] {
  switch (value.kind) {
    case "scalar":
    case "string":
      return [["time", "value"], [timeText(value.at), valueText(value.value)]];
    case "vector":
      return [
        ["time", "series", "value"],
        ...value.samples.map((sample) => [timeText(value.at), formatLabels(sample.labels), valueText(sample.value)]),
      ];
    case "matrix": {
      const columns = value.series.map(({ times, values }) =>
        new Map(Array.from(times, (at, index) => [at, values[index]]))
      );
      const times = Array.from(new Set(columns.flatMap((column) => Array.from(column.keys())))).sort((a, b) => a - b);
      return [
        ["time", ...value.series.map(({ labels }) => formatLabels(labels))],
        ...times.map((at) => [timeText(at), ...columns.map((column) => valueText(column.get(at)))]),
      ];
    }
  }
}

function timeText(at: number): string {
  return new Date(at).toISOString();
}

function valueText(value: number | string | undefined): string {
  if (typeof value !== "number") return value ?? "";
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? "+Inf" : "-Inf";
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
