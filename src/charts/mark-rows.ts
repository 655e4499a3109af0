import { fitText, textWidth } from "./text-width.ts";

/** Where the label of a mark stands: its row from the top, its text, and on which side of the mark. */
export interface MarkLabel {
  readonly x: number;
  readonly row: number;
  readonly text: string;
  readonly side: "left" | "right";
}

const gap = 8;
const deepest = 4;

/**
 * Rows for the labels of marks along a line of `width` px, such that no label meets another, nor the stem that leads to another:
 * a label that would pass a mark to its right goes below that mark's. `marks` are in the order of `x`.
 */
export function markRows(
  marks: readonly { readonly x: number; readonly label: string }[],
  width: number,
  size: number,
): MarkLabel[] {
  const placed: MarkLabel[] = [];
  for (let index = marks.length - 1; index >= 0; index--) {
    const mark = marks[index];
    if (mark === undefined) continue;
    const { x, label } = mark;
    const room = width - x - gap;
    const wanted = textWidth(label, size);
    if (wanted > room && room < 70) {
      const before = marks[index - 1]?.x ?? 0;
      placed.unshift({ x, row: 0, text: fitText(label, x - before - 2 * gap, size), side: "left" });
      continue;
    }
    const end = x + gap + Math.min(wanted, room) + gap;
    const passed = placed.filter((other) => other.x <= end);
    const row = passed.reduce((most, other) => Math.max(most, other.row + 1), 0);
    const next = placed[0]?.x ?? width;
    placed.unshift(
      row < deepest
        ? { x, row, text: fitText(label, room, size), side: "right" }
        : { x, row: 0, text: fitText(label, next - x - 2 * gap, size), side: "right" },
    );
  }
  return placed;
}
