import type { Failover } from "../analysis/report.ts";
import { formatOffset, formatTimeOfDay } from "../core/format.ts";
import { type Duration, lengthOf } from "../core/time.ts";
import type { Chart, Spec } from "./chart.ts";
import { chartId, type Frame, type Variant } from "./frame.ts";
import { rects, type Row, rules, specOf, symbols, texts } from "./layers.ts";
import { hatch } from "./pattern.ts";
import { fitText, textWidth } from "./text-width.ts";
import { type BarLook, type WaterfallRow, waterfallRows } from "./waterfall-rows.ts";

/** px: names stand left of the bars and times right of them; on a phone both stand above. */
const sizes = {
  wide: { left: 280, right: 220, pitch: 24 },
  medium: { left: 225, right: 185, pitch: 22 },
  narrow: { left: 2, right: 12, pitch: 38 },
} as const satisfies Record<Variant, { left: number; right: number; pitch: number }>;

const paints: Readonly<Record<BarLook, Spec>> = {
  broken: { fill: "var(--broken)" },
  away: { fill: "var(--muted)", opacity: 0.75 },
  "under way": { fill: hatch("text"), opacity: 0.7 },
  pending: { fill: hatch("unknown"), opacity: 0.9 },
  firing: { fill: "var(--unknown)", opacity: 0.75 },
};

/** What one fault did, on one axis from the fault: a row for each thing that it changed, from when to when. */
export function waterfallChart(failover: Failover, frame: Frame): Chart {
  const { steps, fault } = failover;
  const narrow = frame.variant === "narrow";
  const { left, right, pitch } = sizes[frame.variant];
  const width = frame.width - left - right;
  const rows = waterfallRows(failover);
  const height = rows.length * pitch;
  const longest = longestOf(rows, lengthOf(failover.interval));
  const x = (offset: number) => (Math.max(0, Math.min(offset, longest)) / longest) * width;
  const middle = (index: number) => index * pitch + (narrow ? pitch - 11 : pitch / 2);
  const ticks = ticksOf(longest, width).map((offset) => ({
    x: x(offset),
    text: offset === 0 ? "fault" : formatOffset(offset),
  }));
  const bars = rows.flatMap((row, index) =>
    row.bars.map((bar) => {
      const [from, end] = [x(bar.from), x(bar.to ?? longest)];
      const y = middle(index);
      return { look: bar.look, x: from, x2: Math.max(from + 2, end), y, early: x(bar.from - bar.resolution) };
    })
  );
  const points: Row[] = rows.flatMap((row, index) => row.points.map((at) => ({ x: x(at), y: middle(index) })));
  const [nameX, whenX] = narrow ? [0, width] : [-14, width + 14];
  const textY = (index: number) => (narrow ? middle(index) - 11 : middle(index) + 4);
  const whenOf = ({ when, brief }: WaterfallRow) =>
    textWidth(when, 11) <= (narrow ? width - 120 : right - 16) ? when : brief;
  const roomOf = (row: WaterfallRow) => (narrow ? width - textWidth(whenOf(row), 11) - 12 : left - 16);
  const names: Row[] = rows.map((row, index) => ({
    x: nameX,
    y: textY(index),
    text: fitText(row.name, roomOf(row), 12),
  }));
  const whens: Row[] = rows.map((row, index) => ({ x: whenX, y: textY(index), text: whenOf(row) }));
  const layers = [
    ...rules(ticks.map(({ x: at }) => ({ x: at, x2: at, y: 0, y2: height })), { stroke: "var(--hairline)" }),
    ...Object.entries(paints).flatMap(([look, paint]) =>
      rects(
        bars.filter((bar) => bar.look === look).map((bar) => ({ x: bar.x, x2: bar.x2, y: bar.y - 5, y2: bar.y + 5 })),
        paint,
      )
    ),
    ...rules(
      bars.filter((bar) => bar.x - bar.early > 1.5).map(({ x: at, early, y }) => ({ x: early, x2: at, y, y2: y })),
      {
        stroke: "var(--text)",
        strokeWidth: 1.2,
      },
    ),
    ...symbols(points, { shape: "triangle-up", size: 64, fill: "var(--held)" }),
    ...texts(names, { fill: "var(--text)", align: narrow ? "left" : "right" }),
    ...texts(whens, { fill: "var(--muted)", fontSize: 11, align: narrow ? "right" : "left" }),
    ...rules([{ x: 0, x2: width, y: height, y2: height }], { stroke: "var(--hairline)" }),
    ...texts(
      ticks.map(({ x: at, text }) => ({ x: text === "fault" ? (narrow ? 14 : at) : at, y: height + 16, text })),
      { fill: "var(--muted)", fontSize: 11, align: "center" },
    ),
  ];
  return {
    id: chartId(frame, `failover-${fault.at}`),
    title: `After: ${fault.label}`,
    description: `From the fault on: ${rows.map(({ name, when }) => `${name} ${when}`).join("; ")}.`,
    width: frame.width,
    height: height + 30,
    spec: specOf({ width, height, top: 6, right, bottom: 24, left }, layers),
    table: {
      columns: ["From the fault", "Time (UTC)", "Step", "Seen by", "At most earlier by"],
      rows: steps.map(({ offset, at, words: text, source, resolution }) => [
        formatOffset(offset),
        formatTimeOfDay(at),
        text,
        source,
        `${resolution} ms`,
      ]),
    },
    readout: undefined,
  };
}

/** The last instant that is known; where something never ended, to the end of what was seen, within reason. */
function longestOf(rows: readonly WaterfallRow[], seen: Duration): Duration {
  const known = rows.flatMap(({ bars, points }) => [...bars.flatMap(({ from, to }) => [from, to ?? from]), ...points]);
  const last = known.reduce((most, each) => Math.max(most, each), 1);
  return rows.some(({ bars }) => bars.some(({ to }) => to === undefined))
    ? Math.min(Math.max(seen, last * 1.06), last * 3)
    : last;
}

const stepsOfOffset = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600].map((seconds) =>
  seconds * 1_000
);

function ticksOf(longest: number, width: number): number[] {
  const step = stepsOfOffset.find((candidate) => {
    const room = textWidth(formatOffset(longest - (longest % candidate)), 11) + 24;
    return (longest / candidate) * room <= width;
  }) ?? longest;
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, index) => index * step);
}
