import { type ValueScale, valueScale } from "../charts/value-scale.ts";
import { formatNumber, formatValue, type Unit } from "../core/format.ts";
import { type AnswerLine, extremesOf } from "./answer-line.ts";

/** Values that lie closer together than this share of the highest are a flat line on a scale from 0. */
const flat = 0.05;

/**
 * The vertical scale of an answer: as in the book's charts, and for values that all lie close together far above 0 one that
 * counts from just below them, and says so.
 */
export function answerScale(lines: readonly AnswerLine[], unit: Unit, threshold?: number): ValueScale {
  const values = lines.flatMap((line) => tellingValues(line, unit));
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (threshold !== undefined || !(low > 0 && high > low && high - low < flat * high)) {
    return valueScale(values, unit, threshold);
  }
  const magnitude = 10 ** Math.floor(Math.log10(high - low));
  const base = Math.floor(low / magnitude) * magnitude;
  const above = valueScale([low - base, high - base], "count");
  const [, top] = above.domain;
  return {
    type: "linear",
    domain: [base, base + top],
    ticks: above.ticks.map(({ value }) => ({ value: base + value, label: `+${formatValue(value, unit)}` })),
    note: `the scale counts from ${formatBase(base, unit)}, not from 0`,
  };
}

/** All finite values where their middle decides on the scale, else the lowest and the highest. */
function tellingValues(line: AnswerLine, unit: Unit): readonly number[] {
  return unit === "seconds" ? Array.from(line.values).filter(Number.isFinite) : extremesOf(line) ?? [];
}

/** A base in full: three digits of it would be another. */
function formatBase(base: number, unit: Unit): string {
  if (unit !== "count" && unit !== "per second") return formatValue(base, unit);
  return Number.isInteger(base) ? base.toLocaleString("en").replaceAll(",", "\u202f") : formatNumber(base);
}
