import { intersect } from "../core/time.ts";
import type { Spec } from "./chart.ts";
import { type Frame, plotWidth, xOf } from "./frame.ts";
import { type Row, rules, symbols, texts } from "./layers.ts";
import { lettered } from "./mark-letters.ts";
import { markRows, rowsOf } from "./mark-rows.ts";
import { isLost, spread } from "./phase-numbers.ts";
import { fitText, textWidth, wrapText } from "./text-width.ts";

const size = 11;
const pitch = 13;
const mostRows = 5;

/**
 * What stands over a plot whose marks reach from `top` to `bottom`: the names of the phases, and the faults (▼) and their ends (▲) as
 * lines through the plot with what was done; and how many px it takes above the plot.
 */
export function head(frame: Frame, top: number, bottom: number): { height: number; layers: Spec[] } {
  const marks = frame.variant === "narrow" ? letterMarks(frame) : wordMarks(frame);
  const names = phaseLines(frame);
  const lines = names.reduce((most, each) => Math.max(most, each.lines.length), 1);
  const height = 14 + Math.max(1, marks.rows) * pitch + lines * pitch;
  const nameRows: Row[] = names.flatMap(({ x, lines: own }) =>
    own.map((text, line): Row => ({ x, y: -height + 15 + (lines - own.length + line) * pitch, text }))
  );
  return {
    height,
    layers: [
      ...texts(nameRows, { fontSize: size, fontWeight: 600, fill: "var(--muted)" }),
      ...markLayers(marks.placed, top, bottom),
    ],
  };
}

/** The names of the phases, each in its own width; their numbers when one of them has no room. */
export function phaseLines(frame: Frame): { readonly x: number; readonly lines: readonly string[] }[] {
  const rooms = frame.phases.map(({ name, interval }) => {
    const part = intersect(interval, frame.interval) ?? { start: frame.interval.start, end: frame.interval.start };
    const [left, right] = [xOf(frame, part.start), xOf(frame, part.end)];
    const room = right - left - 5;
    const lines = frame.variant === "narrow" ? [fitText(name, room, size, true)] : wrapText(name, room / 1.08, size, 2);
    return { x: left + 3, lines };
  });
  if (!rooms.some(({ lines }) => isLost(lines))) return rooms;
  const numbers = rooms.map(({ x }, index) => ({ x, text: String(index + 1) }));
  return spread(numbers, frame, size).map(({ x, text }) => ({ x, lines: [text] }));
}

interface PlacedMark {
  readonly kind: "fault" | "recovered";
  readonly x: number;
  readonly row: number;
  readonly lines: readonly string[];
  readonly side: "left" | "right";
}

interface PlacedMarks {
  readonly rows: number;
  readonly placed: readonly PlacedMark[];
}

function faultMarks(frame: Frame) {
  return lettered(frame).flatMap(({ at, label, letter, mark }) =>
    mark === "note" ? [] : [{ kind: mark, x: xOf(frame, at), label, letter }]
  );
}

function wordMarks(frame: Frame): PlacedMarks {
  const marks = faultMarks(frame);
  const labels = markRows(marks, plotWidth(frame) + frame.right, size, mostRows);
  const placed = labels.map((label, index): PlacedMark => ({ ...label, kind: marks[index]?.kind ?? "fault" }));
  return { rows: rowsOf(labels), placed };
}

/** A phone has no room for words: letters, which the ribbon spells out. */
function letterMarks(frame: Frame): PlacedMarks {
  const marks = faultMarks(frame);
  const placed = marks.map(({ kind, x, letter }, index): PlacedMark => {
    const next = marks[index + 1]?.x ?? plotWidth(frame) + frame.right + 4;
    return { kind, x, row: 0, lines: x + 11 + textWidth(letter, size) <= next ? [letter] : [], side: "right" };
  });
  return { rows: 1, placed };
}

function markLayers(placed: readonly PlacedMark[], top: number, bottom: number): Spec[] {
  const headOf = ({ row }: PlacedMark) => top - 6 - row * pitch;
  const own = (kind: PlacedMark["kind"]) => placed.filter((mark) => mark.kind === kind);
  const stems = (kind: PlacedMark["kind"]): Row[] =>
    own(kind).map((mark) => ({ x: mark.x, x2: mark.x, y: headOf(mark), y2: bottom }));
  const heads = (kind: PlacedMark["kind"]): Row[] => own(kind).map((mark) => ({ x: mark.x, y: headOf(mark) }));
  const labels = (side: PlacedMark["side"]): Row[] =>
    placed.filter((mark) => mark.side === side).flatMap(({ x, row, lines }) =>
      lines.map((text, line): Row => ({
        x: side === "right" ? x + 7 : x - 7,
        y: top - 3 - (row + lines.length - 1 - line) * pitch,
        text,
      }))
    );
  return [
    ...rules(stems("fault"), { stroke: "var(--text)", strokeWidth: 1.2 }),
    ...rules(stems("recovered"), { stroke: "var(--muted)", strokeWidth: 1.2, strokeDash: [3, 3] }),
    ...symbols(heads("fault"), { shape: "triangle-down", size: 60, fill: "var(--text)" }),
    ...symbols(heads("recovered"), { shape: "triangle-up", size: 60, fill: "var(--muted)" }),
    ...texts(labels("right"), { fontSize: size, fill: "var(--text)" }),
    ...texts(labels("left"), { fontSize: size, fill: "var(--text)", align: "right" }),
  ];
}
