import assert from "node:assert/strict";
import { test } from "node:test";
import { growSeries } from "../../../src/lab/prometheus/growing-series.ts";

test("append() takes later samples, and refuses others as Prometheus does", () => {
  const series = growSeries({ __name__: "a" });
  assert.equal(series.append(10, 1, false), "stored");
  assert.equal(series.append(10, 1, false), "same");
  assert.equal(series.append(10, 2, false), "duplicate");
  assert.equal(series.append(10, NaN, true), "duplicate");
  assert.equal(series.append(9, 1, false), "out of order");
  assert.equal(series.append(11, NaN, true), "stored");
  assert.equal(series.append(11, NaN, true), "same");
  assert.equal(series.append(11, NaN, false), "duplicate");
  assert.equal(series.append(12, NaN, false), "stored");
  assert.equal(series.append(12, NaN, false), "same");
  const { times, stale } = series.present();
  assert.deepEqual([[...times], [...stale ?? []]], [[10, 11, 12], [0, 1, 0]]);
});

test("present() is the same object until something is appended, and stays as it was", () => {
  const series = growSeries({ __name__: "a" });
  series.append(0, 0, false);
  const first = series.present();
  assert.equal(series.append(0, 0, false), "same");
  assert.equal(series.present(), first);
  for (let at = 1; at < 1_000; at++) assert.equal(series.append(at, -at, at % 100 === 0), "stored");
  assert.deepEqual([[...first.times], [...first.values], first.stale], [[0], [0], undefined]);
  const { times, values, stale } = series.present();
  assert.deepEqual(times, Float64Array.from({ length: 1_000 }, (_, at) => at));
  assert.equal(values[999], -999);
  assert.equal(stale?.filter((flag) => flag === 1).length, 9);
});

test("present() hands out the columns without a copy", () => {
  const series = growSeries({ __name__: "a" });
  series.append(1, 1, false);
  const first = series.present();
  series.append(2, 2, false);
  assert.equal(series.present().values.buffer, first.values.buffer);
});
