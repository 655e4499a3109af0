import { formatLabels } from "../core/labels.ts";
import { isStale, type Series } from "../core/series.ts";
import { isNamed } from "./openmetrics.ts";

/** What `formatOpenMetrics` loses of these series, each as a sentence without a final period; what never changes comes last. */
export function openMetricsLosses(series: readonly Series[]): string[] {
  const unnamed = series.filter(({ labels }) => !isNamed(labels));
  const named = series.filter(({ labels }) => isNamed(labels));
  const markers = sumOf(named, (each) => countWhere(each, (index) => isStale(each, index)));
  const payloads = sumOf(
    named,
    (each) => countWhere(each, (index) => !isStale(each, index) && hasPayload(each, index)),
  );
  const empty = named.filter((each) => countWhere(each, (index) => !isStale(each, index)) === 0).length;
  const losses: string[] = [];
  if (markers > 0) {
    losses.push(
      `${markers} staleness ${markers === 1 ? "marker is" : "markers are"} lost, for which the format has no word:` +
        " after its last sample a series answers for as long as the lookback, 5 min",
    );
  }
  if (empty > 0) losses.push(`${empty} series of staleness markers alone ${empty === 1 ? "is" : "are"} left out`);
  if (unnamed.length > 0) {
    const samples = sumOf(unnamed, ({ times }) => times.length);
    losses.push(
      `${unnamed.length} series with ${samples} samples ${
        unnamed.length === 1 ? "is" : "are"
      } left out, whose names the` +
        ` format cannot carry, such as ${formatLabels(unnamed[0]?.labels ?? {})}`,
    );
  }
  if (payloads > 0) {
    losses.push(`The own bits of ${payloads} NaN are lost: the format has one NaN`);
  }
  return [
    ...losses,
    "Types are told by the metrics' names, and nothing has a help text: the archive holds no metadata",
    "Only samples are exported: phases, marks, the Swarm, the probe and Prometheus' own answers stay in the session",
  ];
}

function sumOf(series: readonly Series[], count: (each: Series) => number): number {
  return series.reduce((sum, each) => sum + count(each), 0);
}

function countWhere({ times }: Series, test: (index: number) => boolean): number {
  let count = 0;
  for (let index = 0; index < times.length; index++) if (test(index)) count += 1;
  return count;
}

/** Whether a value is a NaN other than JavaScript's own and Prometheus' own. */
function hasPayload({ values }: Series, index: number): boolean {
  if (!Number.isNaN(values[index])) return false;
  const value = new BigUint64Array(values.buffer, values.byteOffset, values.length)[index];
  return value !== 0x7ff8000000000000n && value !== 0x7ff8000000000001n;
}
