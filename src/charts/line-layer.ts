import type { Line } from "../analysis/report.ts";
import type { Spec } from "./chart.ts";
import type { EndLabel } from "./end-labels.ts";
import { type Frame, xOf } from "./frame.ts";
import { heldPoints } from "./held.ts";
import { type Scales, steps } from "./layers.ts";
import { thinPoints } from "./thin.ts";
import { clampTo, type ValueScale, yOf } from "./value-scale.ts";

/** The finite values of lines within the frame. */
export function valuesOf(lines: readonly Line[], { interval }: Pick<Frame, "interval">): number[] {
  return lines.flatMap(({ points }) =>
    points.flatMap(([at, value]) =>
      value !== null && Number.isFinite(value) && at >= interval.start && at <= interval.end ? [value] : []
    )
  );
}

/** A line in steps, thinned to the pixels of the frame. */
export function lineLayer(line: Line, plot: { frame: Frame; scale: ValueScale; scales: Scales }, mark: Spec): Spec[] {
  const { frame, scale, scales } = plot;
  const points = thinPoints(heldPoints(line.points, frame.interval), (at) => Math.floor(xOf(frame, at)));
  const rows = points.map(([t, value]) => ({ t, v: value === null ? null : clampTo(scale, value) }));
  return rows.some(({ v }) => v !== null) ? steps(rows, scales, mark) : [];
}

/** The label at a line's last value; none when it has no value. */
export function lineLabel(
  line: Line,
  look: { readonly text: string; readonly colour: string; readonly strokeDash?: readonly number[] },
  plot: { frame: Frame; scale: ValueScale; height: number },
): EndLabel[] {
  const held = heldPoints(line.points, plot.frame.interval);
  const value = held.findLast(([, each]) => each !== null)?.[1];
  return value === null || value === undefined
    ? []
    : [{ ...look, swatch: true, y: yOf(plot.scale, clampTo(plot.scale, value), plot.height) }];
}
