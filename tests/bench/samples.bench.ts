import process from "node:process";
import { gzipSync } from "node:zlib";
import { formatSamples } from "../../src/archive/samples.ts";
import { parseSamples } from "../../src/archive/samples-read.ts";
import type { Series } from "../../src/core/series.ts";
import { makeWorkload } from "./workload.ts";

const repetitions = 15;

/** Bytes of a gzipped sample, and ms until all of them are read. */
const limit = { bytes: 1.3, read: 100 };

/** Median time of a call in ms, after three that warm up. */
function medianTime(call: () => unknown): number {
  for (let run = 0; run < 3; run++) call();
  const times = Array.from({ length: repetitions }, () => {
    const begun = performance.now();
    call();
    return performance.now() - begun;
  });
  return times.sort((a, b) => a - b)[Math.floor(repetitions / 2)] ?? NaN;
}

/** The same samples as `query_range` would answer them. */
function formatApi(series: readonly Series[]): string {
  const result = series.map(({ labels, times, values }) => ({
    metric: labels,
    values: Array.from(times, (at, index) => [at / 1_000, String(values[index])]),
  }));
  return JSON.stringify({ status: "success", data: { resultType: "matrix", result } });
}

function parseApi(text: string): Float64Array[] {
  const { data } = JSON.parse(text) as { data: { result: { values: [number, string][] }[] } };
  return data.result.flatMap(({ values }) => [
    Float64Array.from(values, ([at]) => Math.round(at * 1_000)),
    Float64Array.from(values, ([, value]) => Number(value)),
  ]);
}

const series = makeWorkload();
const samples = series.reduce((sum, { values }) => sum + values.length, 0);
const bytes = new TextEncoder().encode(formatSamples(series));
const apiBytes = new TextEncoder().encode(formatApi(series));
const size = (text: Uint8Array) => gzipSync(text, { level: 9 }).length / samples;
const [ours, api] = [size(bytes), size(apiBytes)];
const decoder = new TextDecoder();
const write = medianTime(() => formatSamples(series));
const read = medianTime(() => parseSamples(decoder.decode(bytes)));
const readApi = medianTime(() => parseApi(decoder.decode(apiBytes)));
console.log(`samples.jsonl, ${series.length} series, ${samples} samples
  size   ${(bytes.length / samples).toFixed(2)} B/sample, gzipped ${ours.toFixed(2)} (limit ${limit.bytes})
         ${(api / ours).toFixed(1)} times smaller than Prometheus API JSON, gzipped ${api.toFixed(2)}
  read   ${read.toFixed(1)} ms (limit ${limit.read}), median of ${repetitions}
         ${(readApi / read).toFixed(1)} times faster than JSON.parse of the API's answer, ${readApi.toFixed(1)} ms
  write  ${write.toFixed(1)} ms`);
if (ours > limit.bytes || read > limit.read) process.exitCode = 1;
