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
  return Array.from(queryDataPieces(value, stats)).join("");
}

/** The same in pieces, for an answer that is longer than a text can be. */
export function* queryDataPieces(value: QueryValue, stats = ""): Generator<string, void> {
  yield `{"resultType":"${value.kind}","result":`;
  if (value.kind === "matrix") yield* matrixPieces(value.series);
  else yield formatResult(value);
  yield `${stats === "" ? "" : `,"stats":${stats}`}}`;
}

function formatResult(value: Exclude<QueryValue, { kind: "matrix" }>): string {
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
  }
}

/** So many points make a piece, and of so many the stamps are kept. */
const mostAtOnce = 20_000;

/** The series of a range answer stand on one grid as a rule: how each point of it begins, `[1795447615,"`, is made once. */
function* matrixPieces(series: readonly MatrixSeries[]): Generator<string, void> {
  const known: Instant[] = [];
  const stamps: string[] = [];
  const stampOf = (index: number, at: Instant): string => {
    if (index >= mostAtOnce) return `[${formatSeconds(at)},"`;
    if (known[index] !== at) {
      known[index] = at;
      stamps[index] = `[${formatSeconds(at)},"`;
    }
    return stamps[index] ?? "";
  };
  yield "[";
  for (const [place, { labels, times, values }] of series.entries()) {
    yield `${place === 0 ? "" : ","}{"metric":${formatJsonLabels(labels)},"values":[`;
    for (let from = 0; from < times.length; from += mostAtOnce) {
      const points: string[] = new Array(Math.min(mostAtOnce, times.length - from));
      for (let index = 0; index < points.length; index++) {
        const at = times[from + index] ?? NaN;
        points[index] = stampOf(from + index, at) + formatFloat(values[from + index] ?? NaN);
      }
      yield `${from === 0 ? "" : ","}${points.join('"],')}"]`;
    }
    yield "]}";
  }
  yield "]";
}

/** An instant in seconds as the API writes that of a sample: `1795447615`, `1795447615.500`. */
function formatSeconds(at: Instant): string {
  const rounded = Math.round(at);
  return rounded % 1_000 === 0 ? String(rounded / 1_000) : (rounded / 1_000).toFixed(3);
}
