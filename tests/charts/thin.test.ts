import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Point } from "../../src/analysis/report.ts";
import { thinPoints } from "../../src/charts/thin.ts";

const column = (at: number) => Math.floor(at / 10);
const values = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }), {
  maxLength: 200,
});
const points = values.map((each) => each.map((value, index): Point => [index * 2, value]));

function byColumn(line: readonly Point[]): Map<number, number[]> {
  const result = new Map<number, number[]>();
  for (const [at, value] of line) {
    if (value !== null) result.set(column(at), [...(result.get(column(at)) ?? []), value]);
  }
  return result;
}

test("thinPoints() keeps the first, lowest, highest and last value of each column, and at most four", () => {
  fc.assert(fc.property(points, (line) => {
    const thin = byColumn(thinPoints(line, column));
    const whole = byColumn(line);
    assert.deepEqual(Array.from(thin.keys()), Array.from(whole.keys()));
    for (const [key, all] of whole) {
      const kept = thin.get(key) ?? [];
      assert.ok(kept.length <= 4);
      assert.deepEqual([kept[0], kept.at(-1)], [all[0], all.at(-1)]);
      assert.deepEqual([Math.min(...kept), Math.max(...kept)], [Math.min(...all), Math.max(...all)]);
    }
  }));
});

test("thinPoints() keeps the order, invents nothing and thins no further the second time", () => {
  fc.assert(fc.property(points, (line) => {
    const thin = thinPoints(line, column);
    assert.ok(thin.every((point) => line.includes(point)));
    assert.ok(thin.every(([at], index) => index === 0 || at > (thin[index - 1]?.[0] ?? 0)));
    assert.deepEqual(byColumn(thinPoints(thin, column)), byColumn(thin));
  }));
});

test("thinPoints() keeps a gap between two kept values as one null", () => {
  fc.assert(fc.property(points, (line) => {
    const thin = thinPoints(line, column);
    const kept = thin.filter(([, value]) => value !== null);
    kept.slice(1).forEach(([at], index) => {
      const from = kept[index]?.[0] ?? 0;
      const gap = line.some(([time, value]) => time > from && time < at && value === null);
      const nulls = thin.filter(([time, value]) => time > from && time < at && value === null).length;
      assert.equal(nulls, gap ? 1 : 0);
    });
  }));
});
