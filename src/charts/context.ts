import type { BlindReport } from "../analysis/report.ts";
import { formatDuration } from "../core/format.ts";
import { intersect, type Interval, lengthOf } from "../core/time.ts";
import type { Spec } from "./chart.ts";
import { type Frame, plotWidth, xOf } from "./frame.ts";
import { rects, type Row, texts } from "./layers.ts";
import { hatch } from "./pattern.ts";
import { fitText, textWidth } from "./text-width.ts";

/** px below the plot that the strip of broken intervals and the time axis take. */
export const contextBottom = 34;
/** px below the plot where the time axis lies. */
export const axisOffset = 10;

/** Behind the data: phases as tints. */
export function phaseTints(frame: Frame, top: number, bottom: number): Spec[] {
  const rows = frame.phases.flatMap(({ interval }, index) => {
    const part = intersect(interval, frame.interval);
    if (part === undefined || index % 2 === 0) return [];
    return [{ x: xOf(frame, part.start), x2: xOf(frame, part.end), y: top, y2: bottom }];
  });
  return rects(rows, { fill: "var(--tint)" });
}

/** The blind intervals that leave their mark on a chart: those of its own source. */
export function blindsLike(frame: Frame, source: string): BlindReport[] {
  return frame.blinds.filter((blind) => blind.source === source || source.endsWith(`:${blind.source}`));
}

/** Where a source did not answer: hatched, behind the data. */
export function blindBands(frame: Frame, blinds: readonly BlindReport[], height: number): Spec[] {
  const bands = blinds.flatMap(({ interval }): Row[] => {
    const part = intersect(interval, frame.interval);
    return part === undefined ? [] : [{ x: xOf(frame, part.start), x2: xOf(frame, part.end), y: 0, y2: height }];
  });
  return rects(bands, { fill: hatch("muted"), opacity: 0.45 });
}

/** The names of the sources that did not answer, over the data, in the upper part of the plot. */
export function blindNames(frame: Frame, blinds: readonly BlindReport[]): Spec[] {
  const edge = plotWidth(frame);
  const names = blinds.flatMap(({ source, interval }, index): Row[] => {
    const part = intersect(interval, frame.interval);
    if (part === undefined) return [];
    const full = `${source}: no answer ${formatDuration(lengthOf(part))}`;
    const text = frame.variant === "narrow" ? `${source}: ?` : full;
    const last = edge - textWidth(text, 11) - 2;
    return [{ x: Math.max(0, Math.min(xOf(frame, part.start) + 4, last)), y: 14 + (index % 4) * 14, text }];
  });
  return texts(names, { fontSize: 11, fill: "var(--text)", stroke: "var(--ground)", strokeWidth: 3 });
}

/** A strip of filled blocks under the plot where the objective was broken, with how long in all. */
export function brokenStrip(frame: Frame, broken: readonly Interval[], height: number): Spec[] {
  const parts = broken.flatMap((interval) => intersect(interval, frame.interval) ?? []);
  if (parts.length === 0) return [];
  const rows: Row[] = parts.map((part) => {
    const x = xOf(frame, part.start);
    return { x, x2: Math.max(x + 1, xOf(frame, part.end)), y: height + 2, y2: height + 8 };
  });
  const width = plotWidth(frame);
  const room = frame.right - 14;
  const full = brokenWords(broken);
  const text = textWidth(full, 12, true) <= room ? full : fitText(full.replace(" broken", ""), room, 12, true);
  const label: Row = { x: width + 14, y: height + 20, text };
  return [
    ...rects(rows, { fill: "var(--broken)" }),
    ...(frame.variant === "narrow" ? [] : texts([label], { fontWeight: 600, fill: "var(--broken)" })),
  ];
}

/** `✕ broken 42 s`, or `✓ held` when nothing was. */
export function brokenWords(broken: readonly Interval[]): string {
  const total = broken.reduce((sum, interval) => sum + lengthOf(interval), 0);
  return broken.length === 0 ? "✓ held" : `✕ broken ${formatDuration(total)}`;
}
