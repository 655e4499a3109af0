import type { Line } from "../analysis/report.ts";
import { formatValue, type Unit } from "../core/format.ts";
import type { Instant } from "../core/time.ts";
import type { Readout } from "./chart.ts";
import { type Frame, plotWidth, xOf } from "./frame.ts";
import { thinPoints } from "./thin.ts";

/** px between two instants that a pointer can tell apart. */
const grain = 4;

/** What a pointer over these lines reads; `undefined` when they have no points. */
export function readoutOf(
  lines: readonly Line[],
  unit: Unit,
  { frame, top, height }: { readonly frame: Frame; readonly top: number; readonly height: number },
): Readout | undefined {
  const column = (at: Instant) => Math.floor(xOf(frame, at) / grain);
  const { start, end } = frame.interval;
  const instants = new Set(
    lines.slice(0, 3).flatMap(({ points }) =>
      thinPoints(points.filter(([at]) => at >= start && at <= end), column).map(([at]) => at)
    ),
  );
  if (instants.size === 0) return undefined;
  const times = Array.from(instants).sort((a, b) => a - b);
  return {
    plot: [frame.left, frame.left + plotWidth(frame)],
    span: [top, top + height],
    domain: [start, end],
    times: times.map((at) => at - start),
    lines: lines.map(({ name, points }) => {
      const values = new Map(points);
      return { name, values: times.map((at) => wordsOf(values.get(at), unit)) };
    }),
  };
}

function wordsOf(value: number | null | undefined, unit: Unit): string | null {
  return value === null || value === undefined || Number.isNaN(value) ? null : formatValue(value, unit);
}
