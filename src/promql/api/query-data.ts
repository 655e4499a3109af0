import { formatFloat } from "../../core/float-text.ts";
import type { Instant } from "../../core/time.ts";
import { formatPlain } from "../engine/go-number.ts";
import type { MatrixSeries, QueryValue } from "../engine/query-value.ts";
import { formatJsonLabels, formatJsonText } from "./json-text.ts";

/**
 * The `data` of an answer to a query as Prometheus' API writes it, as JSON.
 *
 * - Values are strings; those of a scalar never have an exponent.
 * - Times are seconds, with three decimals where they are no whole number; that of a scalar or a string as short as can be.
 * - `stats` is JSON of its own, left out when it is "".
 */
export function formatQueryData(value: QueryValue, stats = ""): string {
  const more = stats === "" ? "" : `,"stats":${stats}`;
  return `{"resultType":"${value.kind}","result":${formatResult(value)}${more}}`;
}

function formatResult(value: QueryValue): string {
  switch (value.kind) {
    case "scalar":
      return `[${value.at / 1_000},"${formatPlain(value.value)}"]`;
    case "string":
      return `[${value.at / 1_000},${formatJsonText(value.value)}]`;
    case "vector": {
      const at = formatSeconds(value.at);
      const samples = value.samples.map((sample) =>
        `{"metric":${formatJsonLabels(sample.labels)},"value":[${at},"${formatFloat(sample.value)}"]}`
      );
      return `[${samples.join(",")}]`;
    }
    case "matrix":
      return formatMatrix(value.series);
  }
}

/** The series of a range answer stand on one grid as a rule: how each point of it begins, `[1795447615,"`, is made once. */
function formatMatrix(series: readonly MatrixSeries[]): string {
  const known: Instant[] = [];
  const stamps: string[] = [];
  const texts = series.map(({ labels, times, values }) => {
    const points: string[] = new Array(times.length);
    for (let index = 0; index < times.length; index++) {
      const at = times[index] ?? NaN;
      if (known[index] !== at) {
        known[index] = at;
        stamps[index] = `[${formatSeconds(at)},"`;
      }
      points[index] = stamps[index] + formatFloat(values[index] ?? NaN);
    }
    return `{"metric":${formatJsonLabels(labels)},"values":[${points.join('"],')}${points.length === 0 ? "" : '"]'}]}`;
  });
  return `[${texts.join(",")}]`;
}

/** An instant in seconds as the API writes that of a sample: `1795447615`, `1795447615.500`. */
export function formatSeconds(at: Instant): string {
  const rounded = Math.round(at);
  return rounded % 1_000 === 0 ? String(rounded / 1_000) : (rounded / 1_000).toFixed(3);
}
