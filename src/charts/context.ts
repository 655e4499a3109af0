import type { BlindReport } from "../analysis/report.ts";
import { formatDuration } from "../core/format.ts";
import { intersect, type Interval, lengthOf } from "../core/time.ts";
import type { Spec } from "./chart.ts";
import { type Frame, plotWidth, xOf } from "./frame.ts";
import { rects, type Row, rules, symbols, texts } from "./layers.ts";
import { hatch } from "./pattern.ts";
import { fitText, textWidth } from "./text-width.ts";

/** px above the plot that phase names and marks take. */
export const contextTop = 40;
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

/** The names of the phases, each in its own width; their numbers when one of them has no room. */
export function phaseNames(frame: Frame, y: number): Spec[] {
  const rooms = frame.phases.map(({ name, interval }) => {
    const part = intersect(interval, frame.interval) ?? { start: frame.interval.start, end: frame.interval.start };
    const [left, right] = [xOf(frame, part.start), xOf(frame, part.end)];
    return { x: left + 3, name, text: fitText(name, right - left - 5, 11, true) };
  });
  const shortened = rooms.some(({ name, text }) => text.length < Math.min(name.length, 5));
  const rows: Row[] = rooms.map(({ x, text }, index) => ({ x, y, text: shortened ? String(index + 1) : text }));
  return texts(rows, { fontSize: 11, fontWeight: 600, fill: "var(--muted)" });
}

/** Faults (▼) and their ends (▲) as lines over the plot, with what was done as far as it has room. */
export function markLines(frame: Frame, top: number, bottom: number): Spec[] {
  const marks = frame.marks.filter(({ mark, at }) =>
    mark !== "note" && at >= frame.interval.start && at <= frame.interval.end
  );
  const edge = plotWidth(frame) + frame.right;
  const labels: Row[] = marks.map(({ at, label }, index) => {
    const x = xOf(frame, at);
    const next = marks[index + 1];
    const room = (next === undefined ? edge : xOf(frame, next.at) - 9) - x - 8;
    return { x: x + 7, y: top - 5, text: fitText(label, room, 11) };
  }).filter(({ text }) => text !== "");
  const rowsOf = (kind: string) => marks.filter(({ mark }) => mark === kind).map(({ at }) => xOf(frame, at));
  const lines = (kind: string): Row[] => rowsOf(kind).map((x) => ({ x, x2: x, y: top - 2, y2: bottom }));
  const heads = (kind: string): Row[] => rowsOf(kind).map((x) => ({ x, y: top - 8 }));
  return [
    ...rules(lines("fault"), { stroke: "var(--text)", strokeWidth: 1.2 }),
    ...rules(lines("recovered"), { stroke: "var(--muted)", strokeWidth: 1.2, strokeDash: [3, 3] }),
    ...symbols(heads("fault"), { shape: "triangle-down", size: 60, fill: "var(--text)" }),
    ...symbols(heads("recovered"), { shape: "triangle-up", size: 60, fill: "var(--muted)" }),
    ...texts(labels, { fontSize: 11, fill: "var(--text)" }),
  ];
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
    const text = frame.variant === "wide" ? full : `${source}: ?`;
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
  const text = brokenWords(broken);
  const width = plotWidth(frame);
  const label: Row = { x: width + 14, y: height + 20, text: fitText(text, frame.right - 14, 12, true) };
  return [
    ...rects(rows, { fill: "var(--broken)" }),
    ...(frame.variant === "wide" ? texts([label], { fontWeight: 600, fill: "var(--broken)" }) : []),
  ];
}

/** `✕ broken 42 s`, or `✓ held` when nothing was. */
export function brokenWords(broken: readonly Interval[]): string {
  const total = broken.reduce((sum, interval) => sum + lengthOf(interval), 0);
  return broken.length === 0 ? "✓ held" : `✕ broken ${formatDuration(total)}`;
}
