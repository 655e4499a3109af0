import { type AnswerLine, extremesOf } from "./answer-line.ts";

/** As many colours as can be told apart. */
export const mostColours = 8;
/** Of more lines than there are colours, so many are chosen. */
const chosenOfMany = 4;

/** The lines that are drawn in colour, by their places in the answer: the first of them in the first colour; a freed colour is a hole. */
export type Chosen = readonly (number | undefined)[];

/** What is chosen at first: all lines, or of too many the highest. */
export function firstChosen(lines: readonly AnswerLine[]): Chosen {
  return lines.length <= mostColours ? Array.from(lines.keys()) : highest(lines, chosenOfMany);
}

/** The places of so many lines that reach highest, the highest first. */
export function highest(lines: readonly AnswerLine[], count: number): readonly number[] {
  const tops = lines.map((line) => extremesOf(line)?.[1] ?? -Infinity);
  const order = Array.from(lines.keys()).sort((a, b) => (tops[b] ?? 0) - (tops[a] ?? 0) || a - b);
  return order.slice(0, count);
}

/** The choice with one line more, or less where it was chosen; the others keep their colours. Of too many the first goes. */
export function toggleChosen(chosen: Chosen, place: number): Chosen {
  if (chosen.includes(place)) return chosen.map((other) => (other === place ? undefined : other));
  const hole = chosen.indexOf(undefined);
  if (hole >= 0) return chosen.with(hole, place);
  return chosen.length < mostColours ? [...chosen, place] : chosen.with(0, place);
}
