import type { Report } from "../analysis/report.ts";
import type { Spec } from "./chart.ts";
import { type Frame, xOf } from "./frame.ts";
import { type Row, rules, symbols, texts } from "./layers.ts";
import { markRows, rowsOf } from "./mark-rows.ts";
import { band, phaseWords, verdictColours } from "./ribbon-band.ts";
import { textWidth, wrapText } from "./text-width.ts";
import { timeAxis } from "./time-axis.ts";

/** Type of the names of phases, of their verdicts and of marks, px. */
const sizes = { wide: { name: 14, verdict: 13 }, medium: { name: 11, verdict: 12 }, narrow: { name: 12, verdict: 12 } };
const mostRows = 7;

/** The ribbon for a column: phase names and verdicts over the band, what was done under it, and the time. */
export function wideRibbon(report: Pick<Report, "broken">, frame: Frame): { height: number; layers: Spec[] } {
  const { name: nameSize, verdict: verdictSize } = sizes[frame.variant];
  const marks = frame.marks.filter(({ at }) => at >= frame.interval.start && at <= frame.interval.end)
    .map(({ at, label, mark }) => ({ x: xOf(frame, at), label, mark })).sort((a, b) => a.x - b.x);
  const labels = markRows(marks, frame.width - 2, 12, mostRows);
  const phases = frame.phases.map((phase) => {
    const x = xOf(frame, Math.max(phase.interval.start, frame.interval.start));
    return { phase, x, room: xOf(frame, Math.min(phase.interval.end, frame.interval.end)) - x - 10 };
  });
  const lines = phases.map(({ phase, room }) => wrapText(phase.name, room / 1.08, nameSize, 2));
  const extra = lines.some(({ length }) => length > 1) ? 17 : 0;
  const [top, bottom] = [46 + extra, 64 + extra];
  const rowY = (row: number) => bottom + 15 + row * 17;
  const axis = bottom + 12 + Math.max(rowsOf(labels), labels.length > 0 ? 1 : 0) * 17 + 4;
  const names: Row[] = phases.flatMap(({ x }, index) =>
    (lines[index] ?? []).toReversed().map((text, line) => ({ x: x + 4, y: 17 + extra - line * 17, text }))
  );
  const verdicts: Row[] = phases.map(({ phase, x, room }) => ({
    x: x + 4,
    y: 37 + extra,
    text: phaseWords(phase).find((words) => textWidth(words, verdictSize, true) <= room + 8) ?? "",
    fill: verdictColours[phase.verdict],
  }));
  const heads = (kind: string): Row[] =>
    marks.filter(({ mark }) => mark === kind).map(({ x }) => ({ x, y: bottom + 8 }));
  const label = (side: "left" | "right"): Row[] =>
    labels.filter((each) => each.side === side).flatMap(({ x, row, lines: own }) =>
      own.map((text, line) => ({ x: side === "right" ? x + 8 : x - 8, y: rowY(row + line), text }))
    );
  return {
    height: axis + 24,
    layers: [
      ...rules(phases.slice(1).map(({ x }) => ({ x: x - 0.5, x2: x - 0.5, y: 2, y2: bottom })), {
        stroke: "var(--hairline)",
      }),
      ...band(report, frame, top, bottom),
      ...rules(labels.map(({ x, row }) => ({ x, x2: x, y: top - 3, y2: Math.max(bottom + 4, rowY(row) - 3) })), {
        stroke: "var(--text)",
        strokeWidth: 1.2,
      }),
      ...symbols(heads("fault"), { shape: "triangle-down", size: 72, fill: "var(--text)" }),
      ...symbols(heads("recovered"), { shape: "triangle-up", size: 72, fill: "var(--text)" }),
      ...symbols(heads("note"), { shape: "circle", size: 40, fill: "var(--muted)" }),
      ...texts(names, { fontSize: nameSize, fontWeight: 600, fill: "var(--text)" }),
      ...texts(verdicts, { fontSize: verdictSize, fontWeight: 600 }),
      ...texts(label("right"), { fill: "var(--text)" }),
      ...texts(label("left"), { fill: "var(--text)", align: "right" }),
      ...timeAxis(frame, axis),
    ],
  };
}
