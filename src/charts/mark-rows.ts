import { fitText, textWidth, wrapText } from "./text-width.ts";

/** Where the label of a mark stands: its first row from the line of marks, its lines, and on which side of the mark. */
export interface MarkLabel {
  readonly x: number;
  readonly row: number;
  readonly lines: readonly string[];
  readonly side: "left" | "right";
}

const gap = 8;

/**
 * Rows for the labels of marks along a line of `width` px, such that no label meets another, nor the stem that leads to another:
 * a label that would pass a mark to its right goes beyond that mark's. `marks` are in the order of `x`.
 *
 * - A label too long for the room up to the edge breaks into two or three lines.
 * - One that would go beyond `deepest` rows is shortened instead, up to the next mark.
 */
export function markRows(
  marks: readonly { readonly x: number; readonly label: string }[],
  width: number,
  size: number,
  deepest = 4,
): MarkLabel[] {
  const placed: MarkLabel[] = [];
  for (let index = marks.length - 1; index >= 0; index--) {
    const mark = marks[index];
    if (mark === undefined) continue;
    const { x, label } = mark;
    const room = width - x - gap;
    const lines = textWidth(label, size) <= room ? [label] : wrapText(label, room, size, 3);
    if (room < 70 && textWidth(label, size) > room) {
      const before = marks[index - 1]?.x ?? 0;
      placed.unshift({ x, row: 0, lines: linesOf(fitText(label, x - before - 2 * gap, size)), side: "left" });
      continue;
    }
    const wanted = lines.reduce((most, line) => Math.max(most, textWidth(line, size)), 0);
    const end = x + gap + wanted + gap;
    const passed = placed.filter((other) => other.x <= end);
    const row = passed.reduce((most, other) => Math.max(most, other.row + Math.max(1, other.lines.length)), 0);
    const next = placed[0]?.x ?? width;
    placed.unshift(
      row + lines.length <= deepest
        ? { x, row, lines, side: "right" }
        : { x, row: 0, lines: linesOf(fitText(label, Math.min(room, next - x - 2 * gap), size)), side: "right" },
    );
  }
  return placed;
}

/** How many rows labels take. */
export function rowsOf(labels: readonly MarkLabel[]): number {
  return labels.reduce((most, { row, lines }) => Math.max(most, row + lines.length), 0);
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : [text];
}
