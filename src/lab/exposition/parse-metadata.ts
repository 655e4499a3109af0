import type { Cursor } from "./cursor.ts";
import type { ExposedType, ExpositionEntry, ExpositionFormat } from "./entry.ts";
import { metricName, unescapeText, unquote } from "./parse-labels.ts";

const types: Readonly<Record<ExpositionFormat, Readonly<Record<string, ExposedType>>>> = {
  text: {
    counter: "counter",
    gauge: "gauge",
    histogram: "histogram",
    summary: "summary",
    untyped: "unknown",
  },
  openmetrics: {
    counter: "counter",
    gauge: "gauge",
    histogram: "histogram",
    gaugehistogram: "gaugehistogram",
    summary: "summary",
    info: "info",
    stateset: "stateset",
    unknown: "unknown",
  },
};

const starts = { text: /[ \t]*#[ \t]+(?:HELP|TYPE)[ \t]+/y, openmetrics: /# (?:HELP|TYPE|UNIT) /y } as const;

/** What a metric is, as a line of its own says it; `undefined` where no such line begins. Throws `SyntaxError`. */
export function parseMetadata(cursor: Cursor, format: ExpositionFormat): ExpositionEntry | undefined {
  const kind = cursor.take(starts[format])?.replace(/[# \t]/g, "");
  if (kind === undefined) return undefined;
  const quoted = cursor.take(/"(?:\\[^]|[^\\"\n])*"/y);
  const metric = quoted === undefined
    ? cursor.expect(metricName, `the name of a metric behind ${kind}`)
    : unquote(quoted);
  const text = cursor.expect(/(?:[ \t][^\n]*)?/y, "a text").slice(1);
  const entry = entryOf(cursor, kind, metric, text, format);
  cursor.expect(format === "text" ? /\n|$/y : /\n/y, "the end of the line");
  return entry;
}

function entryOf(
  cursor: Cursor,
  kind: string,
  metric: string,
  text: string,
  format: ExpositionFormat,
): ExpositionEntry {
  switch (kind) {
    case "HELP":
      return { kind: "help", metric, text: format === "text" ? unescapeHelp(text) : unescapeText(text) };
    case "UNIT":
      if (text !== "" && !metric.endsWith(`_${text}`)) {
        throw cursor.fault(`the unit "${text}" is no suffix of the metric "${metric}"`);
      }
      return { kind: "unit", metric, text };
    default: {
      const type = Object.hasOwn(types[format], text) ? types[format][text] : undefined;
      if (type === undefined) throw cursor.fault(`"${text}" is no type of a metric`);
      return { kind: "type", metric, type };
    }
  }
}

/** Quotes are not escaped in the text format's help. */
function unescapeHelp(text: string): string {
  return text.replace(/\\([\\n])/g, (_, escaped: string) => escaped === "n" ? "\n" : escaped);
}
