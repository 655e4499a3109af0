import { formatLabels, labelsKey } from "../../../src/core/labels.ts";
import { formatShort } from "../../../src/promql/engine/go-number.ts";
import { compareLabels } from "../../../src/promql/engine/label-set.ts";
import type { MatrixSeries, QueryValue, VectorSample } from "../../../src/promql/engine/query-value.ts";
import type { QueryRange } from "../../../src/promql/engine/evaluate.ts";
import { isCloseTo } from "./close-to.ts";
import type { ExpectedValue, SeriesLine } from "./command.ts";
import type { Difference } from "./outcome.ts";

/** How series are compared: whether the order of a vector counts, and the times that the points of a matrix stand for. */
export interface Comparison {
  readonly ordered: boolean;
  readonly range: QueryRange;
}

type ExpectedSeries = ExpectedValue & { readonly kind: "series" };

/** Where a value is not the expected one; nothing when it is. */
export function compareValue(expected: ExpectedValue, value: QueryValue, { ordered, range }: Comparison): Difference[] {
  switch (value.kind) {
    case "scalar":
      if (expected.kind === "scalar" && isCloseTo(expected.value, value.value)) return [];
      return [{ expected: formatExpected(expected), got: `scalar ${formatShort(value.value)}` }];
    case "string":
      if (expected.kind === "string" && expected.value === value.value) return [];
      return [{ expected: formatExpected(expected), got: `string ${JSON.stringify(value.value)}` }];
    case "vector":
      if (expected.kind === "series") return compareVector(expected, value.samples, ordered);
      return [{ expected: formatExpected(expected), got: `a vector of ${value.samples.length} series` }];
    case "matrix":
      if (expected.kind === "series" && !ordered) return compareMatrix(expected, value.series, range);
      return [{ expected: ordered ? "an ordered vector" : formatExpected(expected), got: "a matrix" }];
  }
}

function formatExpected(expected: ExpectedValue): string {
  switch (expected.kind) {
    case "scalar":
      return `scalar ${formatShort(expected.value)}`;
    case "string":
      return `string ${JSON.stringify(expected.value)}`;
    case "series":
      return expected.lines.length === 0 ? "an empty vector or matrix" : expected.lines.map(formatLine).join(" and ");
  }
}

function formatLine({ labels, points }: SeriesLine): string {
  const texts = points.map((point) => {
    if (point.kind === "float") return formatShort(point.value);
    return point.kind === "gap" ? "_" : point.kind;
  });
  return `${formatLabels(labels)} ${texts.join(" ")}`;
}

function compareVector(expected: ExpectedSeries, samples: readonly VectorSample[], ordered: boolean): Difference[] {
  const lines = new Map(expected.lines.map((line, index) => [labelsKey(line.labels), { line, index }] as const));
  const differences: Difference[] = [];
  for (const [index, { labels, value }] of samples.entries()) {
    const key = labelsKey(labels);
    const known = lines.get(key);
    lines.delete(key);
    const got = `${formatLabels(labels)} ${formatShort(value)}`;
    const point = known?.line.points[0];
    if (known === undefined) differences.push({ expected: "no such series", got });
    else if (point?.kind !== "float" || !isCloseTo(point.value, value)) {
      differences.push({ expected: formatLine(known.line), got });
    } else if (ordered && known.index !== index) {
      differences.push({
        expected: `${formatLine(known.line)} as number ${known.index + 1}`,
        got: `number ${index + 1}`,
      });
    }
  }
  return [...differences, ...[...lines.values()].map(({ line }) => missing(line))];
}

function compareMatrix(expected: ExpectedSeries, found: readonly MatrixSeries[], range: QueryRange): Difference[] {
  const lines = new Map(expected.lines.map((line) => [labelsKey(line.labels), line] as const));
  const differences = found.flatMap((series): Difference[] => {
    const key = labelsKey(series.labels);
    const line = lines.get(key);
    lines.delete(key);
    if (line !== undefined && samePoints(line, series, range)) return [];
    return [{ expected: line === undefined ? "no such series" : formatLine(line), got: formatSeries(series, range) }];
  });
  return [...findDisorder(found), ...differences, ...[...lines.values()].map(missing)];
}

function missing(line: SeriesLine): Difference {
  return { expected: formatLine(line), got: "no such series" };
}

function samePoints(
  { points }: SeriesLine,
  { times, values }: MatrixSeries,
  { start, end, step }: QueryRange,
): boolean {
  let next = 0;
  for (const [index, point] of points.entries()) {
    const time = start + index * step;
    if (time > end) return false;
    if (point.kind === "gap") continue;
    if (point.kind !== "float" || times[next] !== time || !isCloseTo(point.value, values[next] ?? NaN)) return false;
    next += 1;
  }
  return next === times.length;
}

/** The points as a series line has them; those beside the steps with their times in ms. */
function formatSeries({ labels, times, values }: MatrixSeries, { start, step }: QueryRange): string {
  const texts: string[] = [];
  for (const [index, time] of times.entries()) {
    const value = formatShort(values[index] ?? NaN);
    const place = (time - start) / step;
    if (!Number.isInteger(place) || place < texts.length) texts.push(`${value}@${time}ms`);
    else {
      while (texts.length < place) texts.push("_");
      texts.push(value);
    }
  }
  return `${formatLabels(labels)} ${texts.join(" ")}`;
}

/** Neighbours in a matrix that are not in the order of their labels. */
export function findDisorder(series: readonly MatrixSeries[]): Difference[] {
  return series.flatMap(({ labels }, index) => {
    const before = series[index - 1]?.labels;
    if (before === undefined || compareLabels(before, labels) <= 0) return [];
    return [{ expected: "series sorted by labels", got: `${formatLabels(before)} before ${formatLabels(labels)}` }];
  });
}
