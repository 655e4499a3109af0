import { type Frame, plotWidth, xOf } from "../charts/frame.ts";
import { yOf } from "../charts/value-scale.ts";
import { formatTimeOfDay, formatValue, type Unit } from "../core/format.ts";
import type { Instant } from "../core/time.ts";
import type { QueryRange } from "../promql/engine/evaluate.ts";
import type { DrawnAnswer } from "./answer-chart.ts";
import { type AnswerLine, valueAt } from "./answer-line.ts";

/** The last instant of a range. */
export function lastOf({ start, end, step }: QueryRange): Instant {
  return start + Math.floor((end - start) / step) * step;
}

/** The instant of a range whose value is drawn at `x`, px of the viewBox; `undefined` outside of the plot. */
export function instantAt(x: number, frame: Frame, range: QueryRange): Instant | undefined {
  const share = (x - frame.left) / plotWidth(frame);
  if (share < -0.01 || share > 1.01) return undefined;
  const { start, end } = frame.interval;
  const steps = Math.floor((Math.max(0, share) * (end - start)) / range.step + 1e-9);
  return Math.min(lastOf(range), range.start + steps * range.step);
}

/** The place of the line that passes nearest to `y`, px of the viewBox, at an instant; `undefined` where none has a value. */
export function lineNear(lines: readonly AnswerLine[], at: Instant, y: number, drawn: DrawnAnswer): number | undefined {
  let nearest: number | undefined;
  let least = Infinity;
  lines.forEach((line, index) => {
    const value = valueAt(line, at);
    if (value === undefined || !Number.isFinite(value)) return;
    const distance = Math.abs(drawn.top + yOf(drawn.scale, value, drawn.height) - y);
    if (distance < least) [nearest, least] = [index, distance];
  });
  return nearest;
}

/** The line that is so many places higher at an instant than a given one; the highest where there is none to start from. */
export function neighbour(
  lines: readonly AnswerLine[],
  at: Instant,
  line: number | undefined,
  steps: number,
): number | undefined {
  const values = lines.map((each) => valueAt(each, at) ?? -Infinity);
  const order = Array.from(lines.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  if (line === undefined) return order.at(-1);
  return order[Math.max(0, Math.min(order.length - 1, order.indexOf(line) + steps))];
}

/** What stands at an instant of the drawing. */
export interface Reading {
  /** px of the viewBox. */
  readonly x: number;
  readonly words: string;
}

/** The instant and the values of some lines at it, in words. */
export function readingAt(lines: readonly AnswerLine[], at: Instant, unit: Unit, frame: Frame): Reading {
  const values = lines.map((line) => `${line.name} ${valueWords(valueAt(line, at), unit)}`);
  return {
    x: frame.left + xOf(frame, at),
    words: [`${formatTimeOfDay(at).replace(/\.0$/, "")} UTC`, ...values].join("  ·  "),
  };
}

function valueWords(value: number | undefined, unit: Unit): string {
  return value === undefined ? "— no data" : formatValue(value, unit);
}
