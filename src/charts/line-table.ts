import type { Line } from "../analysis/report.ts";
import { formatTimeOfDay, formatValue, type Unit } from "../core/format.ts";
import type { ChartTable } from "./chart.ts";

/** More rows than this are folded: a row then stands for several instants, its cells say lowest to highest. */
const mostRows = 400;

/** The values of lines as a table, a row an instant; `—` where a line has none. */
export function lineTable(lines: readonly Line[], unit: Unit): ChartTable {
  const values = lines.map(({ points }) => new Map(points));
  const times = Array.from(new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))).sort((a, b) => a - b);
  const fold = Math.max(1, Math.ceil(times.length / mostRows));
  const rows = [];
  for (let index = 0; index < times.length; index += fold) {
    const instants = times.slice(index, index + fold);
    const cells = values.map((line) => cellOf(instants.map((at) => line.get(at)), unit));
    rows.push([formatTimeOfDay(instants[0] ?? 0), ...cells]);
  }
  return { columns: ["Time (UTC)", ...lines.map(({ name }) => name)], rows };
}

function cellOf(values: readonly (number | null | undefined)[], unit: Unit): string {
  const seen = values.filter((value) => value !== null && value !== undefined).filter((value) => !Number.isNaN(value));
  if (seen.length === 0) return "—";
  const [low, high] = [seen.reduce((a, b) => Math.min(a, b)), seen.reduce((a, b) => Math.max(a, b))];
  const words = formatValue(low, unit);
  return low === high ? words : `${words} to ${formatValue(high, unit)}`;
}
