import assert from "node:assert/strict";
import { test } from "node:test";
import { findCandidates } from "../../src/capture/stale-candidates.ts";
import { searchMarkers } from "../../src/capture/stale-search.ts";

/** A series that Prometheus answers in these intervals `[from, to)`. */
function presence(key: string, ...intervals: [number, number][]) {
  const asked: number[] = [];
  const presentAt = (at: number) => {
    asked.push(at);
    return Promise.resolve(new Set(intervals.some(([from, to]) => at >= from && at < to) ? [key] : []));
  };
  return { asked, presentAt };
}

test("findCandidates() names the first scrape after a sample that left none", () => {
  assert.deepEqual(findCandidates([0, 10, 40], [0, 10, 20, 30, 40, 50], 45), [20]);
  assert.deepEqual(findCandidates([0, 10, 40], [0, 10, 20, 30, 40, 50], 50), [20, 50]);
});

test("findCandidates() has none for a series that is not on its target's scrapes", () => {
  assert.deepEqual(findCandidates([3, 13], [0, 10, 20], 30), []);
});

test("searchMarkers() puts a marker on the scrape that left no sample", async () => {
  const { presentAt } = presence("a", [0, 10_000]);
  const series = [{ key: "a", times: [5_000], scrapes: [5_000, 10_000, 15_000], present: false }];
  assert.deepEqual(await searchMarkers(series, 15_000, presentAt, 50), {
    markers: [{ key: "a", at: 10_000 }],
    unsought: 0,
  });
});

test("searchMarkers() sees a marker between two samples of the same window", async () => {
  const { presentAt } = presence("a", [0, 10_000], [15_000, 30_000]);
  const series = [{ key: "a", times: [5_000, 15_000], scrapes: [5_000, 10_000, 15_000], present: true }];
  assert.deepEqual((await searchMarkers(series, 16_000, presentAt, 50)).markers, [{ key: "a", at: 10_000 }]);
});

test("searchMarkers() halves to the millisecond where no scrape fits", async () => {
  const { presentAt, asked } = presence("a", [0, 12_345]);
  const series = [{ key: "a", times: [5_000], scrapes: [], present: false }];
  assert.deepEqual((await searchMarkers(series, 20_000, presentAt, 50)).markers, [{ key: "a", at: 12_345 }]);
  assert.ok(asked.length <= 15, `${asked.length} queries`);
});

test("searchMarkers() finds none while the series is present, though a scrape left no sample", async () => {
  const { presentAt } = presence("a", [0, 60_000]);
  const series = [{ key: "a", times: [5_000], scrapes: [5_000, 10_000], present: true }];
  assert.deepEqual((await searchMarkers(series, 15_000, presentAt, 50)).markers, []);
});

test("searchMarkers() takes a disappearance after the lookback for no marker", async () => {
  const { presentAt } = presence("a", [0, 305_000]);
  const series = [{ key: "a", times: [5_000], scrapes: [], present: false }];
  assert.deepEqual((await searchMarkers(series, 310_000, presentAt, 50)).markers, []);
});

test("searchMarkers() counts what its budget leaves unknown", async () => {
  const { presentAt } = presence("a", [0, 12_345]);
  const series = [{ key: "a", times: [5_000], scrapes: [], present: false }];
  assert.deepEqual(await searchMarkers(series, 20_000, presentAt, 3), { markers: [], unsought: 1 });
});
