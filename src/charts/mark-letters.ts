import type { MarkReport } from "../analysis/report.ts";
import type { Frame } from "./frame.ts";

/** The marks within the frame, in order, each with the letter that stands for it where its label has no room: a, b, … z, aa. */
export function lettered(frame: Frame): (MarkReport & { readonly letter: string })[] {
  const { start, end } = frame.interval;
  return frame.marks.filter(({ at }) => at >= start && at <= end).sort((a, b) => a.at - b.at)
    .map((mark, index) => ({ ...mark, letter: letterOf(index) }));
}

function letterOf(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
