import { formatTimeOfDay } from "../core/format.ts";
import type { Instant } from "../core/time.ts";
import type { Spec } from "./chart.ts";
import { type Frame, plotWidth, xOf } from "./frame.ts";
import { type Row, rules, texts } from "./layers.ts";
import { textWidth } from "./text-width.ts";

const second = 1_000;
const stepsOfTime = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400]
  .map((seconds) => seconds * second);

/** Round instants in UTC that leave each label its room, and the labels. */
export function timeTicks(frame: Frame): { readonly at: Instant; readonly label: string }[] {
  const { start, end } = frame.interval;
  const lettersOf = (step: number) => (step < 60 * second ? 8 : 5);
  const space = { wide: 44, medium: 30, narrow: 18 }[frame.variant];
  const step = stepsOfTime.find((candidate) => {
    const room = textWidth("0".repeat(lettersOf(candidate)), 11) + space;
    return (end - start) / candidate <= Math.max(1, plotWidth(frame) / room);
  }) ?? 7 * 86_400 * second;
  const ticks = [];
  for (let at = Math.ceil(start / step) * step; at <= end; at += step) {
    ticks.push({ at, label: formatTimeOfDay(at).slice(0, lettersOf(step)) });
  }
  return ticks;
}

/** The time axis under a plot: short ticks at `y`, their labels below, and "UTC" where there is room. */
export function timeAxis(frame: Frame, y: number): Spec[] {
  const width = plotWidth(frame);
  const ticks = timeTicks(frame).map(({ at, label }) => ({ x: xOf(frame, at), label }));
  const labels: Row[] = ticks.filter(({ x, label }) => {
    const half = textWidth(label, 11) / 2;
    return x - half >= -frame.left && x + half <= width + frame.right;
  }).map(({ x, label }) => ({ x, y: y + 17, text: label }));
  const utc: Row[] = frame.left >= 40 && (ticks[0]?.x ?? 0) > 36 - frame.left + 30
    ? [{ x: -8, y: y + 17, text: "UTC" }]
    : [];
  const clear = utc.length > 0 && (ticks[0]?.x ?? 100) > 34;
  return [
    ...rules([{ x: 0, x2: width, y, y2: y }], { stroke: "var(--hairline)" }),
    ...rules(ticks.map(({ x }) => ({ x, x2: x, y, y2: y + 5 })), { stroke: "var(--muted)" }),
    ...texts(labels, { fill: "var(--muted)", fontSize: 11, align: "center" }),
    ...(clear ? texts(utc, { fill: "var(--muted)", fontSize: 11, align: "right" }) : []),
  ];
}

/** The scale of the time axis for data layers. */
export function timeScale(frame: Frame): Spec {
  return { type: "utc", domain: [frame.interval.start, frame.interval.end], nice: false };
}
