import type { BlindReport } from "../analysis/report.ts";
import type { Interval } from "../core/time.ts";
import type { Spec } from "./chart.ts";
import { axisOffset, blindBands, blindNames, brokenStrip, contextBottom, phaseTints } from "./context.ts";
import { type EndLabel, endLabels, keyRows } from "./end-labels.ts";
import { type Frame, plotWidth } from "./frame.ts";
import { head } from "./head.ts";
import { type Row, rules, type Scales, specOf, texts } from "./layers.ts";
import { textWidth, wrapText } from "./text-width.ts";
import { timeAxis, timeScale } from "./time-axis.ts";
import { scaleSpec, type ValueScale, yOf } from "./value-scale.ts";

/** A plot of values over the session's time: everything but its data. */
export interface Plot {
  readonly frame: Frame;
  readonly scale: ValueScale;
  /** px of the plot area. */
  readonly height: number;
  /** One line above the plot, at its left edge; "" for none. */
  readonly note: string;
  /** At the right of that line; "" for none. */
  readonly side: { readonly text: string; readonly colour: string };
  readonly blinds: readonly BlindReport[];
  readonly broken: readonly Interval[];
  readonly threshold: number | undefined;
  readonly labels: readonly EndLabel[];
}

/** The scales of a plot's data layers. */
export function scalesOf({ frame, scale }: Pick<Plot, "frame" | "scale">): Scales {
  return { x: timeScale(frame), y: scaleSpec(scale) };
}

/** Size of the whole drawing, and the spec with the data between what lies behind and what lies before it. */
export function drawPlot(
  plot: Plot,
  data: readonly Spec[],
): { width: number; height: number; top: number; spec: Spec } {
  const { frame, height, scale } = plot;
  const width = plotWidth(frame);
  const wide = frame.variant !== "narrow";
  const above = head(frame, -2, height);
  const header = headerOf(plot, above.height);
  const top = above.height + header.height;
  const bottom = contextBottom;
  const layers = [
    ...phaseTints(frame, -above.height + 2, height),
    ...valueAxis(plot),
    ...blindBands(frame, plot.blinds, height),
    ...(plot.threshold === undefined ? [] : thresholdLine(yOf(scale, plot.threshold, height), width)),
    ...data,
    ...brokenStrip(frame, plot.broken, height),
    ...header.layers,
    ...above.layers,
    ...blindNames(frame, plot.blinds),
    ...(wide ? endLabels(frame, plot.labels, height) : []),
    ...timeAxis(frame, height + axisOffset),
  ];
  const { left, right } = frame;
  return {
    width: frame.width,
    height: top + height + bottom,
    top,
    spec: specOf({ width, height, top, right, bottom, left }, layers),
  };
}

/** The lines above everything, `below` px over the plot: the note, the side text, and on a phone the key. */
function headerOf({ note, side, frame, labels }: Plot, below: number): { height: number; layers: Spec[] } {
  const wide = frame.variant !== "narrow";
  const x = wide ? 0 : 2 - frame.left;
  const width = plotWidth(frame);
  const sideRoom = side.text === "" ? 0 : textWidth(side.text, 12, true) + 12;
  const notes = note === "" ? [] : wrapText(note, width - x - sideRoom, 12, frame.variant === "wide" ? 1 : 2);
  const rows = Math.max(notes.length, side.text === "" ? 0 : 1);
  const key = wide ? { rows: 0, layers: [] } : keyRows(frame, labels, 0);
  const height = rows * 16 + key.rows * 16 + (rows + key.rows > 0 ? 4 : 0);
  const first = -below - height + 12;
  return {
    height,
    layers: [
      ...texts(notes.map((text, index): Row => ({ x, y: first + index * 16, text })), { fill: "var(--muted)" }),
      ...texts(side.text === "" ? [] : [{ x: width, y: first, text: side.text }], {
        fill: side.colour,
        align: "right",
        fontWeight: 600,
      }),
      ...(wide ? [] : keyRows(frame, labels, first + rows * 16).layers),
    ],
  };
}

function valueAxis({ frame, scale, height }: Plot): Spec[] {
  const width = plotWidth(frame);
  const ticks = scale.ticks.map(({ value, label }) => ({ y: yOf(scale, value, height), label }));
  return [
    ...rules(ticks.map(({ y }) => ({ x: 0, x2: width, y, y2: y })), { stroke: "var(--hairline)" }),
    ...texts(ticks.map(({ y, label }) => ({ x: -8, y: y + 4, text: label })), {
      fill: "var(--muted)",
      fontSize: 11,
      align: "right",
    }),
  ];
}

function thresholdLine(y: number, width: number): Spec[] {
  return rules([{ x: 0, x2: width, y, y2: y }], { stroke: "var(--broken)", strokeWidth: 1.5 });
}
