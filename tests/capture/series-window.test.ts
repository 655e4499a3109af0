import assert from "node:assert/strict";
import { test } from "node:test";
import { joinParts } from "../../src/capture/selector-fetch.ts";
import { freshOf, toSeries } from "../../src/capture/series-window.ts";
import { dropLater } from "../../src/capture/selector-fetch.ts";

const labels = { __name__: "x" };
const key = '[["__name__","x"]]';
const answered = (...times: number[]) => [{ labels, times, values: times.map((at) => at / 10), histograms: 0 }];

test("freshOf() leaves out what was written before, also the sample on a closed left border", () => {
  const known = new Map([[key, { labels, last: 20, marked: undefined }]]);
  assert.deepEqual(freshOf(known, answered(10, 20, 30, 40), 0)[0]?.times, [30, 40]);
  assert.deepEqual(freshOf(known, answered(10, 20), 0), []);
});

test("freshOf() takes a new series from the start of the record on", () => {
  assert.deepEqual(freshOf(new Map(), answered(10, 20, 30), 10)[0]?.times, [20, 30]);
});

test("toSeries() puts markers in their places", () => {
  const fresh = freshOf(new Map(), answered(10, 30), 0);
  const [series] = toSeries(fresh, [{ key, at: 20 }], () => undefined);
  assert.deepEqual([...series?.times ?? []], [10, 20, 30]);
  assert.deepEqual([...series?.stale ?? []], [0, 1, 0]);
  assert.ok(Number.isNaN(series?.values[1]));
});

test("toSeries() gives a marker without fresh samples a series of its own", () => {
  const [series] = toSeries([], [{ key, at: 20 }], () => labels);
  assert.deepEqual([...series?.times ?? []], [20]);
});

test("joinParts() keeps a sample on the border once", () => {
  assert.deepEqual(joinParts(answered(10, 20), answered(20, 30))[0]?.times, [10, 20, 30]);
  assert.deepEqual(joinParts([], answered(20)).length, 1);
});

test("dropLater() drops samples that are stamped later, and counts them", () => {
  const series = { labels: {}, times: [1, 2, 9_000], values: [10, 20, 30], histograms: 0 };
  const { series: [kept], dropped } = dropLater([series], 2_000);
  assert.deepEqual([kept?.times, kept?.values, dropped], [[1, 2], [10, 20], 1]);
  assert.equal(dropLater([series], 9_000).series[0], series);
});
