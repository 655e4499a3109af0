import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { frameOf, xOf } from "../../src/charts/frame.ts";
import { valueScale, yOf } from "../../src/charts/value-scale.ts";
import { linePath } from "../../src/explore/line-path.ts";
import type { MatrixSeries } from "../../src/promql/engine/query-value.ts";
import { sampleReport } from "../charts/sample-report.ts";
import { answerSeries } from "./some-series.ts";

const scales = (step = 1_000, end = Infinity) => ({
  xOf: (at: number) => at / 100,
  yOf: (value: number) => 100 - value,
  step,
  end,
});
const path = (...values: readonly (number | undefined)[]) => linePath(answerSeries(values), scales());

test("linePath() holds each value for one step", () => {
  assert.equal(path(10, 20, 20), "M0,90h10v-10h20");
  assert.equal(path(10), "M0,90h10");
  assert.equal(linePath(answerSeries([10, 20]), scales(1_000, 1_500)), "M0,90h10v-10h5");
});

test("linePath() leaves gaps where there is no value, or no finite one", () => {
  assert.equal(path(10, undefined, undefined, 30), "M0,90h10M30,70h10");
  assert.equal(path(10, NaN, 30), "M0,90h10M20,70h10");
  assert.equal(path(Infinity, 20, -Infinity), "M10,80h10");
  assert.equal(path(NaN, undefined), "");
  assert.equal(path(), "");
});

test("linePath() draws the lines of a panel as the book does", () => {
  const frame = frameOf(sampleReport, "wide");
  const lines = sampleReport.panels.flatMap((panel) => panel.lines);
  const golden = readFileSync(new URL("../golden/charts/panel-traffic.svg", import.meta.url), "utf8");
  const scale = valueScale(lines.flatMap(({ points }) => points.flatMap(([, value]) => value ?? [])), "per second");
  for (const { points } of lines) {
    const seen = points.filter((point): point is readonly [number, number] => point[1] !== null);
    const series: MatrixSeries = {
      labels: {},
      times: Float64Array.from(seen, ([at]) => at),
      values: Float64Array.from(seen, ([, value]) => value),
    };
    const drawn = linePath(series, {
      xOf: (at) => xOf(frame, at),
      yOf: (value) => yOf(scale, value, 150),
      step: 5_000,
      end: frame.interval.end,
    });
    assert.ok(golden.includes(` d="${drawn}"`), drawn);
  }
});

/** The lowest and highest y in each column of pixels that a path of runs touches, by whole tenths. */
function extents(drawn: string): Map<number, [number, number]> {
  const found = new Map<number, [number, number]>();
  let [x, y] = [0, 0];
  const touch = () => {
    const column = Math.floor(x / 10);
    const [low, high] = found.get(column) ?? [Infinity, -Infinity];
    found.set(column, [Math.min(low, y), Math.max(high, y)]);
  };
  for (const [, letter, first = "", second = ""] of drawn.matchAll(/([Mhv])(-?[\d.]+)(?:,(-?[\d.]+))?/g)) {
    if (letter === "M") [x, y] = [Math.round(Number(first) * 10), Math.round(Number(second) * 10)];
    else if (letter === "v") y += Math.round(Number(first) * 10);
    else {
      const to = x + Math.round(Number(first) * 10);
      for (let column = Math.floor(x / 10); column < Math.floor(to / 10); column += 1, x = column * 10) touch();
      x = to;
    }
    touch();
  }
  return found;
}

test("linePath() thins to the pixels: each column reaches as far up and down as its values do", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 300 }), (values) => {
    // Twenty values to a pixel.
    const drawn = linePath(answerSeries(values, {}, 5), scales(5));
    assert.ok((drawn.match(/[hv]/g) ?? []).length <= 5 * (Math.ceil(values.length / 20) + 1));
    const reached = extents(drawn);
    for (let column = 0; column * 20 < values.length; column += 1) {
      const own = values.slice(column * 20, column * 20 + 20).map((value) => (100 - value) * 10);
      const [low, high] = reached.get(column) ?? [NaN, NaN];
      assert.ok(low <= Math.min(...own) && high >= Math.max(...own), `${column}: ${drawn}`);
    }
  }));
});
