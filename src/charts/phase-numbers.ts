import { type Frame, plotWidth, xOf } from "./frame.ts";
import { textWidth, wrapText } from "./text-width.ts";

/** Whether so little is left of a name that it does not tell its phase from another. */
export function isLost(lines: readonly string[]): boolean {
  return lines.some((line) => line === "" || (line.endsWith("…") && line.length < 5));
}

/** Whether one of the phases has no room for its name over the plots of this frame, so that all charts count them. */
export function areNumbered(frame: Frame, size: number): boolean {
  if (frame.variant === "narrow") return true;
  return frame.phases.some(({ name, interval }) => {
    const start = Math.max(interval.start, frame.interval.start);
    const room = xOf(frame, Math.min(interval.end, frame.interval.end)) - xOf(frame, start) - 5;
    return isLost(wrapText(name, room / 1.08, size, 2));
  });
}

/**
 * Where short texts go that want to begin at `x`, in order: further right where one would touch the one before it, further left where
 * they would leave the plot. What still has no room is left out.
 */
export function spread<Item extends { readonly x: number; readonly text: string }>(
  items: readonly Item[],
  frame: Frame,
  size: number,
): Item[] {
  const placed = items.map((item) => ({ item, x: item.x, width: textWidth(item.text, size, true) + 4 }));
  let edge = 0;
  for (const each of placed) {
    each.x = Math.max(each.x, edge);
    edge = each.x + each.width;
  }
  edge = plotWidth(frame) + 4;
  for (const each of placed.toReversed()) {
    each.x = Math.min(each.x, edge - each.width);
    edge = each.x;
  }
  return placed.filter(({ x }) => x >= 0).map(({ item, x }) => ({ ...item, x }));
}
