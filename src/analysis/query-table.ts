import { type Labels, labelValue } from "../core/labels.ts";
import { plainText } from "../core/plain-text.ts";
import type { VectorSample } from "../promql/engine/query-value.ts";
import { type AskedSession, type SessionAnswer, sizeOf } from "./ask-session.ts";
import { plural } from "./plural.ts";
import { formatHead } from "./query-head.ts";
import { formatRangeTable } from "./query-range-table.ts";
import { formatCell, type QueryStyle, styleOf } from "./query-style.ts";
import { nameSeries, sharedLines } from "./series-names.ts";
import { formatTable } from "./text-table.ts";

/** At most so many series of an instant are shown. */
const mostSeries = 50;

/** An answer for a terminal of that many columns: when, the values in aligned columns, and what is not shown. */
export function formatAnswer(answer: SessionAnswer, asked: AskedSession, width = 100): string {
  const style = styleOf(answer.expr, asked.session.head.plan);
  return plainText(`${[formatHead(answer, asked), "", ...bodyOf(answer, asked, style, width)].join("\n")}\n`);
}

function bodyOf({ value, ...answer }: SessionAnswer, asked: AskedSession, style: QueryStyle, width: number): string[] {
  switch (value.kind) {
    case "scalar":
      return [formatCell(value.value, style)];
    case "string":
      return [value.value];
    case "vector":
      return sizeOf(value) === 0 ? ["No series"] : formatVector(value.samples, style, width);
    case "matrix":
      return sizeOf(value) === 0 ? ["No series"] : formatRangeTable(value.series, {
        moments: asked,
        style,
        width,
        range: answer.when.kind === "range" ? answer.when : undefined,
      });
  }
}

function formatVector(samples: readonly VectorSample[], style: QueryStyle, width: number): string[] {
  const shown = samples.slice(0, mostSeries);
  const series = nameSeries(shown.map(({ labels }) => labels));
  const names = columnsOf(shown, series.shared);
  const cells = shown.map(({ value }) => formatCell(value, style));
  const valueWidth = Math.max("value".length, ...cells.map((cell) => cell.length));
  const rows = [
    [...names.map((name) => (name === "__name__" ? "metric" : name)), "value".padStart(valueWidth)],
    ...shown.map(({ labels }, index) => [
      ...names.map((name) => shorten(labelValue(labels, name))),
      (cells[index] ?? "").padStart(valueWidth),
    ]),
  ];
  const rest = samples.length - shown.length;
  return [
    ...sharedLines(series),
    ...names.length === 0 ? cells : formatTable(rows, width),
    ...rest === 0 ? [] : ["", `${plural(rest, "more series", "more series")}; --format csv has all`],
  ];
}

/** The labels in which the series differ, the metric's name first. */
function columnsOf(samples: readonly VectorSample[], shared: Labels): string[] {
  const names = new Set(samples.flatMap(({ labels }) => Object.keys(labels)));
  const own = [...names].filter((name) => !Object.hasOwn(shared, name)).sort();
  return [...own.filter((name) => name === "__name__"), ...own.filter((name) => name !== "__name__")];
}

/** A label's value on one line of at most 40 characters. */
function shorten(text: string): string {
  const line = text.replaceAll("\n", "\\n");
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`;
}
