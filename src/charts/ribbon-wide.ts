import type { PhaseReport, Report } from "../analysis/report.ts";
import { verdictWords } from "../core/verdict.ts";
import type { Spec } from "./chart.ts";
import { type Frame, xOf } from "./frame.ts";
import { type Row, rules, symbols, texts } from "./layers.ts";
import { markRows, rowsOf } from "./mark-rows.ts";
import { isLost, spread } from "./phase-numbers.ts";
import { band, phaseWords, verdictColours } from "./ribbon-band.ts";
import { fitText, textWidth, wrapText } from "./text-width.ts";
import { timeAxis } from "./time-axis.ts";

/** Type of the names of phases, of their verdicts and of marks, px. */
const sizes = { wide: { name: 14, verdict: 13 }, medium: { name: 11, verdict: 12 }, narrow: { name: 12, verdict: 12 } };
const mostRows = 7;

/**
 * The ribbon for a column: phase names and verdicts over the band, what was done under it, and the time.
 *
 * - With `numbered`, or where a phase has no room for its name and verdict, phases are counted; one without that room has its number
 *   and the shape of its verdict over the band, and its name and verdict in a list below the time.
 */
export function wideRibbon(
  report: Pick<Report, "broken">,
  frame: Frame,
  numbered: boolean,
): { height: number; layers: Spec[] } {
  const { name: nameSize, verdict: verdictSize } = sizes[frame.variant];
  const marks = frame.marks.filter(({ at }) => at >= frame.interval.start && at <= frame.interval.end)
    .map(({ at, label, mark }) => ({ x: xOf(frame, at), label, mark })).sort((a, b) => a.x - b.x);
  const labels = markRows(marks, frame.width - 2, 12, mostRows);
  const phases = frame.phases.map((phase) => {
    const x = xOf(frame, Math.max(phase.interval.start, frame.interval.start));
    return { phase, x, room: xOf(frame, Math.min(phase.interval.end, frame.interval.end)) - x - 10 };
  });
  const titles = (counted: boolean) =>
    phases.map(({ phase, room }, index) => {
      const name = counted ? `${index + 1}\u00a0${phase.name}` : phase.name;
      const lines = wrapText(name, room / 1.08, nameSize, 2);
      const words = phaseWords(phase).slice(0, -1).find((each) => textWidth(each, verdictSize, true) <= room + 8);
      return isLost(lines) || words === undefined ? { lines: [], words: "" } : { lines, words };
    });
  const plain = titles(false);
  const counted = numbered || plain.some(({ words }) => words === "");
  const shown = counted ? titles(true) : plain;
  const apart = phases.flatMap(({ phase, x }, index) =>
    shown[index]?.words === "" ? [{ phase, x, number: String(index + 1) }] : []
  );
  const extra = shown.some(({ lines }) => lines.length > 1) ? 17 : 0;
  const [top, bottom] = apart.length === 0 ? [46 + extra, 64 + extra] : [63 + extra, 81 + extra];
  const numbers: Row[] = spread(
    apart.map(({ phase, x, number }) => ({
      x: x + 1,
      y: 55 + extra,
      text: `${number} ${verdictWords[phase.verdict].shape}`,
      fill: verdictColours[phase.verdict],
    })),
    frame,
    12,
  );
  const rowY = (row: number) => bottom + 15 + row * 17;
  const axis = bottom + 12 + Math.max(rowsOf(labels), labels.length > 0 ? 1 : 0) * 17 + 4;
  const names: Row[] = phases.flatMap(({ x }, index) =>
    (shown[index]?.lines ?? []).toReversed().map((text, line) => ({ x: x + 4, y: 17 + extra - line * 17, text }))
  );
  const verdicts: Row[] = phases.flatMap(({ phase, x }, index) => {
    const text = shown[index]?.words ?? "";
    return text === "" ? [] : [{ x: x + 4, y: 37 + extra, text, fill: verdictColours[phase.verdict] }];
  });
  const heads = (kind: string): Row[] =>
    marks.filter(({ mark }) => mark === kind).map(({ x }) => ({ x, y: bottom + 8 }));
  const label = (side: "left" | "right"): Row[] =>
    labels.filter((each) => each.side === side).flatMap(({ x, row, lines: own }) =>
      own.map((text, line) => ({ x: side === "right" ? x + 8 : x - 8, y: rowY(row + line), text }))
    );
  const list = listed(apart, frame.width - 2, axis + 40);
  return {
    height: apart.length === 0 ? axis + 24 : list.bottom,
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
      ...texts(numbers, { fontSize: 12, fontWeight: 600 }),
      ...texts(list.names, { fontSize: 12, fontWeight: 600, fill: "var(--text)" }),
      ...texts(list.verdicts, { fontSize: 12, fontWeight: 600 }),
      ...timeAxis(frame, axis),
    ],
  };
}

interface ApartPhase {
  readonly phase: PhaseReport;
  readonly number: string;
}

/** The phases that have no room over the band, as running text from `y` on: `4 switch  ✓ held`. */
function listed(phases: readonly ApartPhase[], width: number, y: number) {
  const names: Row[] = [];
  const verdicts: Row[] = [];
  let [x, line] = [0, y];
  for (const { phase, number } of phases) {
    const [words] = phaseWords(phase);
    const wordsWidth = textWidth(words, 12, true);
    const name = fitText(`${number} ${phase.name}`, width - wordsWidth - 10, 12, true);
    const nameWidth = textWidth(name, 12, true) + 10;
    if (x > 0 && x + nameWidth + wordsWidth > width) [x, line] = [0, line + 18];
    names.push({ x, y: line, text: name });
    verdicts.push({ x: x + nameWidth, y: line, text: words, fill: verdictColours[phase.verdict] });
    x += nameWidth + wordsWidth + 24;
  }
  return { names, verdicts, bottom: line + 6 };
}
