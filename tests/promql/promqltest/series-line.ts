import type { Labels } from "../../../src/core/labels.ts";
import { parseQuery } from "../../../src/promql/parse.ts";
import type { Point, SeriesLine } from "./command.ts";
import { readNumber } from "./read-number.ts";

const metric = /^[^\s{]*(?:\{(?:[^"'`}]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*\})?(?=\s|$)/;

/**
 * A series and its points: `http_requests{job="web"} 0 10+5x3 _ stale`.
 *
 * - `a+bxN`, `a-bxN` and `axN` are N + 1 points, `_xN` is N gaps; sums are made by adding step by step.
 * - `{{…}}` is a native histogram, alone, repeated or growing.
 * - A label with an empty value is none. Throws `SyntaxError` for anything else.
 */
export function parseSeriesLine(text: string): SeriesLine {
  const name = metric.exec(text)?.[0];
  if (name === undefined || name === "") throw new SyntaxError(`Cannot read series "${text}": it has no labels`);
  return { labels: parseLabels(name), points: parsePoints(text.slice(name.length)) };
}

/** The labels of a series as PromQL writes them. */
export function parseLabels(text: string): Labels {
  const expr = parseQuery(text);
  if (expr.kind !== "selector" || expr.matchers.some(({ op }) => op !== "=")) {
    throw new SyntaxError(`Cannot read labels "${text}": expected a form such as name{label="value"}`);
  }
  const pairs = expr.matchers.map(({ name, value }) => [name, value] as const);
  const named = expr.name === undefined ? pairs : [["__name__", expr.name] as const, ...pairs];
  return Object.fromEntries(named.filter(([, value]) => value !== ""));
}

/** More points in a line than any test has are refused: a repetition is short to write and may be endless. */
export const mostPoints = 100_000;

const histogram = String.raw`\{\{.*?\}\}`;
const number = String.raw`(?:(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|nan)`;
const item = new RegExp(
  String.raw`^(?:(_)|(stale)|(${histogram})(?:[+-]${histogram})?|([+-]?${number})([+-]${number})?)(?:x(\d+))?(?=\s|$)`,
  "i",
);

function parsePoints(text: string): Point[] {
  const points: Point[] = [];
  for (let rest = text.trimStart(); rest !== "";) {
    const match = item.exec(rest);
    if (match === null) throw new SyntaxError(`Cannot read point "${rest.split(/\s/)[0]}"`);
    if (points.length + Number(match[6] ?? 0) > mostPoints) {
      throw new SyntaxError(`Cannot read point "${match[0]}": a line may have ${mostPoints} points`);
    }
    for (const point of expandItem(match)) points.push(point);
    rest = rest.slice(match[0].length).trimStart();
  }
  return points;
}

function expandItem([, gap, stale, histogram, first, growth, times]: RegExpExecArray): Point[] {
  const more = times === undefined ? 0 : Number(times);
  const repeated = (count: number, point: Point) => Array.from({ length: count }, () => point);
  if (gap !== undefined) return repeated(times === undefined ? 1 : more, { kind: "gap" });
  if (stale !== undefined) return repeated(more + 1, { kind: "stale" });
  if (histogram !== undefined) return repeated(more + 1, { kind: "histogram" });
  const points: Point[] = [];
  const step = growth === undefined ? 0 : readNumber(growth);
  for (let value = readNumber(first ?? ""); points.length <= more; value += step) points.push({ kind: "float", value });
  return points;
}
