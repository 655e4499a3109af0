import { intersect } from "../core/time.ts";
import type { Spec } from "./chart.ts";
import { type Frame, xOf } from "./frame.ts";
import type { LaneRow, Stretch } from "./lane-row.ts";
import { rects, type Row, rules, symbols, texts } from "./layers.ts";
import { hatch, stripe } from "./pattern.ts";
import { fitText, textWidth } from "./text-width.ts";

/** Height of a lane's bar, px. */
export const bar = 16;

/** A lane with its place. */
export interface Placed {
  readonly row: LaneRow;
  readonly y: number;
  /** Whether it is the first of its group. */
  readonly heads: boolean;
}

interface Box {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
}

function boxOf({ interval }: Stretch, y: number, frame: Frame): Box | undefined {
  const part = intersect(interval, frame.interval);
  if (part === undefined) return undefined;
  const x = xOf(frame, part.start);
  return { x, x2: Math.max(x + 1, xOf(frame, part.end) - 0.8), y, y2: y + bar };
}

/** A piece of a stretch; pieces that look alike become one layer. */
interface Piece {
  readonly draw: (rows: readonly Row[], mark: Spec) => Spec[];
  readonly mark: Spec;
  readonly rows: readonly Row[];
}

/** The stretches of all lanes, what looks alike in one layer. */
export function laneBars(placed: readonly Placed[], frame: Frame): Spec[] {
  const pieces = placed.flatMap(({ row, y }) => row.stretches.flatMap((stretch) => piecesOf(stretch, y, frame)));
  const alike = Map.groupBy(pieces, ({ draw, mark }) => `${draw.name} ${JSON.stringify(mark)}`);
  return Array.from(alike.values(), (own) => {
    const [first] = own;
    return first === undefined ? [] : first.draw(own.flatMap(({ rows }) => rows), first.mark);
  }).flat();
}

function piecesOf(stretch: Stretch, y: number, frame: Frame): Piece[] {
  const box = boxOf(stretch, y, frame);
  if (box === undefined) return [];
  const colour = `var(--${stretch.colour})`;
  const fill = (paint: string, opacity: number): Piece => ({
    draw: rects,
    mark: { fill: paint, opacity },
    rows: [{ ...box }],
  });
  const line = (rows: readonly Row[], mark: Spec): Piece => ({ draw: rules, mark: { stroke: colour, ...mark }, rows });
  switch (stretch.look) {
    case "solid":
      return [
        fill(colour, 0.26),
        ...(stretch.striped ? [fill(stripe(stretch.colour), 0.3)] : []),
        { draw: rects, mark: { fill: colour }, rows: [{ ...box, y: y + bar - 3 }] },
      ];
    case "starting":
      return [fill(hatch(stretch.colour), 0.75), line(outline(box), {})];
    case "last known":
      return [fill(hatch(stretch.colour), 0.45), line([footLine(box)], { strokeDash: [3, 3], strokeWidth: 2 })];
    case "hatched":
      return [fill(hatch(stretch.colour), 0.5)];
    case "block":
      return [fill(colour, 1)];
    case "outline":
      return [line(outline(box), { strokeDash: [3, 3] })];
    case "end":
      return [{
        draw: symbols,
        mark: { shape: "cross", angle: 45, size: 60, fill: "var(--broken)" },
        rows: [{ x: box.x + 4, y: y + bar / 2 }],
      }];
  }
}

function outline({ x, x2, y, y2 }: Box): Row[] {
  return [{ x, x2, y: y + 0.5, y2: y + 0.5 }, { x, x2, y: y2 - 0.5, y2: y2 - 0.5 }, { x, x2: x, y, y2 }, {
    x: x2,
    x2,
    y,
    y2,
  }];
}

function footLine({ x, x2, y2 }: Box): Row {
  return { x, x2, y: y2 - 1, y2: y2 - 1 };
}

type Word = { readonly row: Row; readonly look: Stretch["look"] };

/** What each stretch says, the longest that has room; not again where the next says the same. */
function wordsOf(stretches: readonly Stretch[], y: number, frame: Frame): Word[] {
  return stretches.flatMap((stretch, index) => {
    const box = boxOf(stretch, y, frame);
    const [longest] = stretch.words;
    if (box === undefined || longest === undefined) return [];
    const before = stretches[index - 1];
    if (before !== undefined && before.words[0] === longest && before.look === stretch.look) return [];
    const indent = stretch.look === "end" ? 11 : 4;
    const room = box.x2 - box.x - indent - 3;
    const text = stretch.words.find((words) => textWidth(words, 11) <= room) ?? fitText(longest, room, 11);
    return text === "" ? [] : [{ row: { x: box.x + indent, y: y + 11.5, text }, look: stretch.look }];
  });
}

/** The words of all stretches. */
export function laneWords(placed: readonly Placed[], frame: Frame): Spec[] {
  const words = placed.flatMap(({ row, y }) => wordsOf(row.stretches, y, frame));
  const rowsOf = (test: (look: Stretch["look"]) => boolean) =>
    words.filter(({ look }) => test(look)).map(({ row }) => row);
  return [
    ...texts(rowsOf((look) => look === "solid"), { fontSize: 11, fill: "var(--text)" }),
    ...texts(rowsOf((look) => look !== "solid" && look !== "block"), {
      fontSize: 11,
      fill: "var(--text)",
      stroke: "var(--ground)",
      strokeWidth: 3,
    }),
    ...texts(rowsOf((look) => look === "block"), { fontSize: 11, fontWeight: 600, fill: "var(--ground)" }),
  ];
}
