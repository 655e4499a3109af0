import type { Series } from "../../../src/core/series.ts";

/** The samples as OpenMetrics text that `promtool tsdb create-blocks-from openmetrics` reads without loss. */
export function formatOpenMetrics(series: readonly Series[]): string {
  const lines = series.flatMap(({ labels, times, values }) => {
    const { __name__: name, ...rest } = labels;
    const pairs = Object.entries(rest).map(([label, value]) => `${label}="${escapeValue(value)}"`);
    return Array.from(
      times,
      (at, index) => `${name}{${pairs.join(",")}} ${formatValue(values[index]!)} ${formatTime(at)}`,
    );
  });
  return `${lines.join("\n")}\n# EOF\n`;
}

function escapeValue(value: string): string {
  return value.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
}

function formatValue(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? String(value) : value > 0 ? "+Inf" : value < 0 ? "-Inf" : "NaN";
}

/** Seconds; promtool cuts them to whole ms after a multiplication that may fall below, hence half a ms more. */
function formatTime(at: number): string {
  return `${Math.floor(at / 1_000)}.${String(at % 1_000).padStart(3, "0")}5`;
}
