import type { Spec } from "./chart.ts";
import { dodge } from "./dodge.ts";
import { type Frame, plotWidth } from "./frame.ts";
import { type Row, rules, texts } from "./layers.ts";
import { shortNames } from "./short-names.ts";
import { fitText, textWidth, wrapText } from "./text-width.ts";

/** The name of a line, to stand at its end. */
export interface EndLabel {
  readonly text: string;
  /** CSS colour. */
  readonly colour: string;
  /** px from the top of the plot: where the line ends. */
  readonly y: number;
  /** Whether a piece of line must tell what it names, where it cannot stand at the end. */
  readonly swatch: boolean;
  readonly strokeDash?: readonly number[];
}

const size = 12;
const lineHeight = 14;
const gap = 14;

/** Labels beside the plot at the ends of their lines, pushed apart where they would collide. */
export function endLabels(frame: Frame, labels: readonly EndLabel[], height: number): Spec[] {
  const width = plotWidth(frame);
  const room = frame.right - gap - 2;
  const wrapped = labels.map(({ text }) => wrapText(text, room, size, 3));
  const cut = wrapped.some((lines) => lines.slice(0, -1).some((line) => line.endsWith("…")));
  const fits = !cut && wrapped.reduce((sum, lines) => sum + lines.length * lineHeight + 1, 0) <= height + 10;
  const short = shortNames(labels.map(({ text }) => text), room, size);
  const blocks = labels.map((label, index) => ({
    ...label,
    lines: fits ? wrapped[index] ?? [] : [short[index] ?? ""],
  }));
  const items = blocks.map(({ y, lines }) => ({ wanted: y, height: lines.length * lineHeight + 1 }));
  const centres = dodge(items, { top: 2, bottom: height + 6 });
  const rows: Row[] = [];
  const leaders: Row[] = [];
  blocks.forEach(({ lines, colour, y }, index) => {
    const centre = centres[index] ?? y;
    const first = centre - (lines.length * lineHeight) / 2 + 11;
    lines.forEach((text, line) => rows.push({ x: width + gap, y: first + line * lineHeight, text, fill: colour }));
    leaders.push({ x: width + 2, y, x2: width + gap - 3, y2: centre, stroke: colour });
  });
  return [...rules(leaders, { strokeWidth: 1, opacity: 0.6 }), ...texts(rows, { fontSize: size })];
}

/** The same names as a key of some rows above the plot, where there is no room beside it; `y` is the first row's baseline. */
export function keyRows(
  frame: Frame,
  labels: readonly EndLabel[],
  y: number,
): { readonly rows: number; readonly layers: Spec[] } {
  const left = 2 - frame.left;
  const edge = plotWidth(frame);
  const names: Row[] = [];
  const swatches: { readonly row: Row; readonly dash: readonly number[] }[] = [];
  let [x, row] = [left, 0];
  for (const { text, colour, swatch, strokeDash } of labels) {
    const lead = swatch ? 20 : 0;
    const name = fitText(text, edge - left - lead, size);
    const width = lead + textWidth(name, size);
    if (x > left && x + width > edge) [x, row] = [left, row + 1];
    const at = y + row * 16;
    if (swatch) {
      swatches.push({ row: { x, x2: x + 15, y: at - 4, y2: at - 4, stroke: colour }, dash: strokeDash ?? [] });
    }
    names.push({ x: x + lead, y: at, text: name, fill: colour });
    x += width + 12;
  }
  const layers = [
    ...swatches.flatMap(({ row: each, dash }) => rules([each], { strokeWidth: 2, strokeDash: dash })),
    ...texts(names, { fontSize: size }),
  ];
  return { rows: labels.length === 0 ? 0 : row + 1, layers };
}
