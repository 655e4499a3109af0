import assert from "node:assert/strict";
import { test } from "node:test";
import { readSession } from "../../../src/archive/session-fs.ts";
import { isStale } from "../../../src/core/series.ts";
import { queryPrometheus } from "../lab/prometheus.ts";
import { readTruth } from "../lab/truth.ts";

const { folder } = await readTruth();
const session = await readSession(folder);

test("a resolved alert's series ends with a real staleness marker", () => {
  const alerts = session.series.filter(({ labels }) => labels["__name__"] === "ALERTS");
  assert.ok(alerts.length >= 2, "no alerts were archived");
  const stale = alerts.filter((series) => series.times.some((_, index) => isStale(series, index)));
  assert.ok(stale.length >= 2, "no alert's series ends with a marker");
});

test("the archived samples are those that Prometheus holds", async () => {
  const seconds = Math.ceil((Date.now() - session.head.start) / 1_000);
  const own = session.series.filter(({ labels }) => labels["__name__"] === "traefik_entrypoint_requests_total");
  assert.ok(own.length > 0);
  const [start, end] = [session.head.start, session.head.end ?? 0];
  const matrix = await queryPrometheus<RangeSeries>(`traefik_entrypoint_requests_total[${seconds}s]`);
  for (const series of own) {
    const { labels, times, values } = series;
    const theirs = matrix.find(({ metric }) => Object.entries(labels).every(([name, value]) => metric[name] === value));
    assert.ok(theirs !== undefined, `Prometheus does not hold ${JSON.stringify(labels)}`);
    const within = theirs.values.filter(([at]) => at * 1_000 >= start && at * 1_000 <= end);
    // The API never shows a staleness marker; the recorder finds them by other means.
    const archived = [...times].map((at, index) => [at / 1_000, String(values[index])] as const)
      .filter((_, index) => !isStale(series, index)).filter(([at]) => at * 1_000 >= start && at * 1_000 <= end);
    assert.deepEqual(archived, within);
  }
});

interface RangeSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [time: number, value: string])[];
}
