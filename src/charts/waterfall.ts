import type { Failover, Step } from "../analysis/report.ts";
import { formatOffset, formatTimeOfDay } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { chartId, type Frame } from "./frame.ts";
import { rects, type Row, rules, specOf, symbols, texts } from "./layers.ts";
import { fitText, textWidth } from "./text-width.ts";

const bad = new Set<Step["kind"]>([
  "injected",
  "node down",
  "leader lost",
  "probe failed first",
  "objective broken",
  "alert firing",
]);
const good = new Set<Step["kind"]>([
  "recovered",
  "node ready",
  "leader elected",
  "replacement running",
  "probe good again",
  "objective held again",
  "alert resolved",
]);

/** The steps of one failover, from its fault: each bar runs from the step before, so the eye adds up where the time went. */
export function waterfallChart(failover: Failover, frame: Frame): Chart {
  const { steps, fault } = failover;
  const wide = frame.variant === "wide";
  const pitch = wide ? 24 : 40;
  const left = wide ? 430 : 8;
  const right = wide ? 84 : 62;
  const width = frame.width - left - right;
  const height = steps.length * pitch;
  const longest = steps.reduce((most, { offset }) => Math.max(most, offset), 0);
  const x = (offset: number) => (Math.max(0, offset) / Math.max(1, longest)) * width;
  const ticks = ticksOf(longest, width).map((offset) => ({
    x: x(offset),
    text: offset === 0 ? "fault" : formatOffset(offset),
  }));
  const rows = steps.map((step, index) => {
    const y = index * pitch + (wide ? pitch / 2 : 27);
    return {
      step,
      y,
      x: x(step.offset),
      from: x(steps[index - 1]?.offset ?? 0),
      early: x(step.offset - step.resolution),
    };
  });
  const words: Row[] = rows.map(({ step, y }) => ({
    x: wide ? -14 : 0,
    y: wide ? y + 4 : y - 13,
    text: fitText(step.words, wide ? left - 20 : frame.width - 16, 12),
  }));
  const offsets: Row[] = rows.map(({ step, y, x: at }) => ({ x: at + 9, y: y + 4, text: formatOffset(step.offset) }));
  const shapes = (kinds: (step: Step) => boolean): Row[] =>
    rows.filter(({ step }) => kinds(step)).map(({ x: at, y }) => ({ x: at, y }));
  const layers = [
    ...rules(ticks.map(({ x: at }) => ({ x: at, x2: at, y: 0, y2: height })), {
      stroke: "var(--hairline)",
    }),
    ...rects(rows.map(({ x: at, from, y }) => ({ x: from, x2: at, y: y - 4, y2: y + 4 })), {
      fill: "var(--muted)",
      opacity: 0.35,
    }),
    ...rules(rows.map(({ x: at, early, y }) => ({ x: early, x2: at, y, y2: y })), {
      stroke: "var(--text)",
      strokeWidth: 1.2,
    }),
    ...symbols(shapes(({ kind }) => !bad.has(kind) && !good.has(kind)), {
      shape: "circle",
      size: 50,
      fill: "var(--muted)",
    }),
    ...symbols(shapes(({ kind }) => bad.has(kind)), { shape: "triangle-down", size: 70, fill: "var(--broken)" }),
    ...symbols(shapes(({ kind }) => good.has(kind)), { shape: "triangle-up", size: 70, fill: "var(--held)" }),
    ...texts(words, { fill: "var(--text)", align: wide ? "right" : "left" }),
    ...texts(offsets, { fill: "var(--text)", fontSize: 11, stroke: "var(--ground)", strokeWidth: 3 }),
    ...rules([{ x: 0, x2: width, y: height, y2: height }], { stroke: "var(--hairline)" }),
    ...texts(ticks.map(({ x: at, text }) => ({ x: wide || text !== "fault" ? at : 8, y: height + 16, text })), {
      fill: "var(--muted)",
      fontSize: 11,
      align: "center",
    }),
  ];
  return {
    id: chartId(frame, `failover-${fault.at}`),
    title: `After: ${fault.label}`,
    description: `${steps.length} steps from the fault, in order: ${
      steps.map(({ words: text, offset }) => `${text} ${formatOffset(offset)}`).join("; ")
    }.`,
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
