import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { reportAlerts } from "../../src/analysis/alerts.ts";
import { findBlinds } from "../../src/analysis/blind.ts";
import { clip, gapsBetween, intersectAll, totalLength, unionOf } from "../../src/analysis/spans.ts";
import { seriesOf } from "./series-of.ts";

const session = { start: 0, end: 100_000 };

test("reportAlerts() ends an interval at a staleness marker or a gap", () => {
  const labels = { __name__: "ALERTS", alertname: "Slow", alertstate: "firing" };
  const series = seriesOf(labels, [[5_000, 1], [10_000, 1], [15_000, "stale"], [40_000, 1], [45_000, 1], [50_000, 1]]);
  assert.deepEqual(reportAlerts([series], [], session), [{
    name: "Slow",
    labels: { alertname: "Slow" },
    pending: [],
    firing: [{ start: 5_000, end: 15_000 }, { start: 40_000, end: 55_000 }],
  }]);
});

test("reportAlerts() takes what the API said where there are no samples", () => {
  const labels = { alertname: "Slow" };
  const alerts = reportAlerts([], [
    { kind: "alert", at: 10_000, labels, state: "pending" },
    { kind: "alert", at: 20_000, labels, state: "firing" },
    { kind: "alert", at: 40_000, labels, state: "inactive" },
  ], session);
  assert.deepEqual(alerts[0]?.pending, [{ start: 10_000, end: 20_000 }]);
  assert.deepEqual(alerts[0]?.firing, [{ start: 20_000, end: 40_000 }]);
});

test("reportAlerts() takes the samples' word where the API also told, later", () => {
  const labels = { alertname: "Slow" };
  const series = seriesOf({ __name__: "ALERTS", alertstate: "firing", ...labels }, [[5_000, 1], [10_000, "stale"]]);
  const alerts = reportAlerts([series], [
    { kind: "alert", at: 8_000, labels, state: "firing" },
    { kind: "alert", at: 23_000, labels, state: "inactive" },
    { kind: "alert", at: 23_000, labels: { alertname: "Other" }, state: "firing" },
  ], session);
  assert.deepEqual(alerts.map(({ name, firing }) => [name, firing]), [
    ["Other", [{ start: 23_000, end: 100_000 }]],
    ["Slow", [{ start: 5_000, end: 10_000 }]],
  ]);
});

test("findBlinds() begins where the source was last seen well and parts by reason", () => {
  const blinds = findBlinds([
    { kind: "blind", at: 20_000, source: "docker:m", blind: true, since: 19_000, reason: "no answer" },
    { kind: "blind", at: 30_000, source: "docker:m", blind: true, reason: "no leader" },
    { kind: "blind", at: 50_000, source: "docker:m", blind: false },
    { kind: "blind", at: 90_000, source: "prometheus", blind: true },
  ], session);
  assert.deepEqual(blinds, [
    { source: "docker:m", interval: { start: 19_000, end: 30_000 }, reason: "no answer" },
    { source: "docker:m", interval: { start: 30_000, end: 50_000 }, reason: "no leader" },
    { source: "prometheus", interval: { start: 90_000, end: 100_000 }, reason: "no answer" },
  ]);
});

const intervals = fc.array(
  fc.tuple(fc.nat(100), fc.nat(30)).map(([start, length]) => ({ start, end: start + length })),
);

test("unionOf() covers the same instants, in order and apart", () => {
  fc.assert(fc.property(intervals, fc.nat(140), (all, at) => {
    const inside = (list: readonly { start: number; end: number }[]) =>
      list.some(({ start, end }) => start <= at && at < end);
    const union = unionOf(all);
    assert.equal(inside(union), inside(all));
    union.forEach(({ start }, index) => assert.ok(index === 0 || (union[index - 1]?.end ?? Infinity) < start));
  }));
});

test("gapsBetween() and the clipped union make up the frame", () => {
  fc.assert(fc.property(intervals, (all) => {
    const frame = { start: 10, end: 90 };
    assert.equal(totalLength(gapsBetween(all, frame)) + totalLength(clip(all, frame)), 80);
  }));
});

test("intersectAll() of no lists is empty", () => {
  assert.deepEqual(intersectAll([]), []);
  assert.deepEqual(intersectAll([[{ start: 0, end: 5 }], [{ start: 3, end: 9 }]]), [{ start: 3, end: 5 }]);
});
