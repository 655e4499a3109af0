import type { Line } from "../analysis/report.ts";
import { formatValue, type Unit } from "../core/format.ts";
import type { Interval } from "../core/time.ts";
import type { Chart } from "./chart.ts";
import { type Frame, plotWidth } from "./frame.ts";
import { type Row, rules, specOf } from "./layers.ts";
import { lineLayer, valuesOf } from "./line-layer.ts";
import { scalesOf } from "./plot.ts";
import { clampTo, valueScale, yOf } from "./value-scale.ts";

/** What a sparkline is drawn for. */
export interface SparklineOptions {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly threshold: number;
  /** The session's interval; by default from the line's first point to its last. */
  readonly interval?: Interval;
}

const height = 28;

/** A line as small as a word, with its threshold: 160 by 32 px, no axes. */
export function sparkline(line: Line, { id, title, unit, threshold, interval }: SparklineOptions): Chart {
  const span = interval ?? { start: line.points[0]?.[0] ?? 0, end: line.points.at(-1)?.[0] ?? 1 };
  const frame: Frame = {
    variant: "narrow",
    interval: span,
    phases: [],
    marks: [],
    blinds: [],
    width: 160,
    left: 2,
    right: 2,
  };
  const values = valuesOf([line], frame);
  const scale = valueScale(values, unit, threshold);
  const y = yOf(scale, threshold, height);
  const limit: Row[] = [{ x: 0, x2: plotWidth(frame), y, y2: y }];
  const layers = [
    ...rules(limit, { stroke: "var(--broken)", strokeWidth: 1 }),
    ...lineLayer(line, { frame, scale, scales: scalesOf({ frame, scale }) }, {
      stroke: "var(--line-1)",
      strokeWidth: 1.4,
    }),
  ];
  const range = values.length === 0
    ? "no values"
    : `${formatValue(Math.min(...values), unit)} to ${formatValue(Math.max(...values), unit)}`;
  return {
    id,
    title,
    description: `${range}, threshold ${formatValue(clampTo(scale, threshold), unit)}${
      scale.note === undefined ? "" : `; ${scale.note}`
    }.`,
    width: frame.width,
    height: height + 4,
    spec: specOf({ width: plotWidth(frame), height, top: 2, right: 2, bottom: 2, left: 2 }, layers),
    table: { columns: [], rows: [] },
    readout: undefined,
  };
}
