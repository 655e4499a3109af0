import type { BlindReport, MarkReport, PhaseReport, Report } from "../analysis/report.ts";
import type { Instant, Interval } from "../core/time.ts";

/**
 * `wide` is drawn for a column of 1,080 px, `medium` for a tablet and for paper (720 px), `narrow` for a phone of 360 px:
 * same content, text of the same size.
 */
export type Variant = "wide" | "medium" | "narrow";

/** What all charts of one session share: the time axis, the width, and what happened. */
export interface Frame {
  readonly variant: Variant;
  readonly interval: Interval;
  readonly phases: readonly PhaseReport[];
  readonly marks: readonly MarkReport[];
  readonly blinds: readonly BlindReport[];
  /** px of the whole drawing. */
  readonly width: number;
  /** px left and right of the plot area. */
  readonly left: number;
  readonly right: number;
}

const sizes = {
  wide: { width: 1080, left: 112, right: 148 },
  medium: { width: 720, left: 92, right: 122 },
  narrow: { width: 360, left: 50, right: 10 },
} as const satisfies Record<Variant, Pick<Frame, "width" | "left" | "right">>;

/** The frame that all charts of a report are drawn in. */
export function frameOf(
  report: Pick<Report, "interval" | "phases" | "marks" | "blinds">,
  variant: Variant = "wide",
): Frame {
  const { interval, phases, marks, blinds } = report;
  return { variant, interval, phases, marks, blinds, ...sizes[variant] };
}

/** Width of the plot area in px. */
export function plotWidth(frame: Frame): number {
  return frame.width - frame.left - frame.right;
}

/** Where an instant lies in the plot area, px from its left edge. */
export function xOf(frame: Frame, at: Instant): number {
  const length = frame.interval.end - frame.interval.start;
  return length <= 0 ? 0 : ((at - frame.interval.start) / length) * plotWidth(frame);
}

/** The id of a chart in this frame: its medium and narrow twins have their own. */
export function chartId(frame: Frame, name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_-]+/g, "-");
  return frame.variant === "wide" ? safe : `${safe}-${frame.variant}`;
}
