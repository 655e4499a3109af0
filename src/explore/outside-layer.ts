import type { Spec } from "../charts/chart.ts";
import { type Frame, plotWidth, xOf } from "../charts/frame.ts";
import { rects, rules, texts } from "../charts/layers.ts";
import { hatch } from "../charts/pattern.ts";
import { textWidth } from "../charts/text-width.ts";
import type { Interval } from "../core/time.ts";

/** Where a drawing reaches beyond the session: hatched, with the session's edge as a line, and named where there is room. */
export function outsideLayers(frame: Frame, session: Interval, height: number): Spec[] {
  const width = plotWidth(frame);
  const inPlot = (at: number) => Math.max(0, Math.min(width, xOf(frame, at)));
  const [from, to] = [inPlot(session.start), inPlot(session.end)];
  const bands = [{ x: 0, x2: from, edge: from, side: "before" }, { x: to, x2: width, edge: to, side: "after" }]
    .filter(({ x, x2 }) => x2 - x >= 1);
  const names = bands.flatMap(({ x, x2, side }) => {
    const text = `${side} the session`;
    return textWidth(text, 11) + 8 > x2 - x ? [] : [{ x: x + 4, y: height - 6, text }];
  });
  return [
    ...rects(bands.map(({ x, x2 }) => ({ x, x2, y: 0, y2: height })), { fill: hatch("muted"), opacity: 0.3 }),
    ...rules(bands.map(({ edge }) => ({ x: edge, x2: edge, y: 0, y2: height })), { stroke: "var(--muted)" }),
    ...texts(names, { fontSize: 11, fill: "var(--text)", stroke: "var(--ground)", strokeWidth: 3 }),
    ...texts(names, { fontSize: 11, fill: "var(--text)" }),
  ];
}
