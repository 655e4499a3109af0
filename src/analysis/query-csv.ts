import { formatFloat } from "../core/float-text.ts";
import { type Labels, labelValue } from "../core/labels.ts";
import type { Instant } from "../core/time.ts";
import type { QueryValue } from "../promql/engine/query-value.ts";

/**
 * An answer as CSV (RFC 4180), in pieces: a head, then a line for each sample.
 *
 * - Columns: `time` (ISO 8601, UTC), each label of any series in order, `value` in Prometheus' spelling.
 * - A label called `time` or `value` gets `label_` before its name.
 */
export function* formatCsv(value: QueryValue): Generator<string, void> {
  const names = [...new Set(labelsOf(value).flatMap(Object.keys))].sort();
  const columns = names.map((name) => name === "time" || name === "value" ? `label_${name}` : name);
  yield formatLine(["time", ...columns, "value"]);
  const line = (at: Instant, labels: Labels, text: string) =>
    formatLine([new Date(at).toISOString(), ...names.map((name) => labelValue(labels, name)), text]);
  switch (value.kind) {
    case "scalar":
      yield line(value.at, {}, formatFloat(value.value));
      return;
    case "string":
      yield line(value.at, {}, value.value);
      return;
    case "vector":
      for (const sample of value.samples) yield line(value.at, sample.labels, formatFloat(sample.value));
      return;
    case "matrix":
      for (const { labels, times, values } of value.series) {
        yield Array.from(times, (at, index) => line(at, labels, formatFloat(values[index] ?? NaN))).join("");
      }
  }
}

function labelsOf(value: QueryValue): Labels[] {
  if (value.kind === "vector") return value.samples.map(({ labels }) => labels);
  return value.kind === "matrix" ? value.series.map(({ labels }) => labels) : [];
}

function formatLine(fields: readonly string[]): string {
  const quoted = fields.map((field) => /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  return `${quoted.join(",")}\r\n`;
}
