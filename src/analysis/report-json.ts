import type { Report } from "./report.ts";

/** The version of the JSON form; it rises when a field changes its meaning or goes. */
const reportSchemaVersion = 1;

/**
 * The report as JSON, the version first.
 *
 * - JSON has no word for numbers that are not finite: they are the texts `"+Inf"`, `"-Inf"` and `"NaN"`, as in
 *   Prometheus' own answers. `null` is a value that does not exist, and a field without an answer is left out.
 */
export function formatJson(report: Report): string {
  return `${JSON.stringify({ schemaVersion: reportSchemaVersion, ...report }, encodeNumber, 2)}\n`;
}

function encodeNumber(_key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
