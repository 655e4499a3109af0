import type { ProbeRequest } from "../analysis/report.ts";
import { formatDuration, formatTimeOfDay } from "../core/format.ts";
import { type Interval, lengthOf } from "../core/time.ts";
import type { ChartTable } from "./chart.ts";

const bucket = 5_000;

/** What became of the requests, a row for each five seconds of sending (more in a long session). */
export function probeTable(requests: readonly ProbeRequest[], interval: Interval): ChartTable {
  const rows = [];
  const width = Math.max(bucket, Math.ceil(lengthOf(interval) / 400 / 1_000) * 1_000);
  const groups = Map.groupBy(requests, ({ sentAt }) => Math.floor((sentAt - interval.start) / width));
  for (const [index, own] of groups) {
    const lost = own.filter(({ outcome }) => outcome !== "good");
    const details = Array.from(new Set(lost.map(({ detail }) => detail))).join(", ");
    const longest = own.reduce((most, { latency }) => Math.max(most, latency), 0);
    const from = formatTimeOfDay(interval.start + index * width);
    rows.push([
      from,
      `${own.length}`,
      `${lost.length}`,
      formatDuration(medianOf(own) * 1_000),
      formatDuration(longest),
      details,
    ]);
  }
  return { columns: ["Sent from (UTC)", "Sent", "Lost", "Median", "Longest", "Lost with"], rows };
}

/** The median latency, s; 0 without requests. */
export function medianOf(requests: readonly ProbeRequest[]): number {
  const sorted = requests.map(({ latency }) => latency / 1_000).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
