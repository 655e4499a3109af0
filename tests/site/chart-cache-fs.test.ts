import assert from "node:assert/strict";
import { test } from "node:test";
import type { Chart } from "../../src/charts/chart.ts";
import { type ChartEffects, drawChart } from "../../src/pages/_view/chart-cache-fs.ts";

const chart: Chart = {
  id: "a",
  title: "a",
  description: "",
  width: 1,
  height: 1,
  spec: {},
  table: { columns: [], rows: [] },
  readout: undefined,
};

function memory() {
  const files: Map<string, string> = new Map();
  let drawn = 0;
  const effects: ChartEffects = {
    render: ({ title }) => Promise.resolve(`<svg>${title} ${drawn += 1}</svg>`),
    read: (path) => files.has(path) ? Promise.resolve(files.get(path)!) : Promise.reject(new Error("none")),
    write: (path, text) => Promise.resolve(void files.set(path, text)),
  };
  return { effects, drawnCount: () => drawn };
}

test("drawChart() draws a content once and again when it changes", async () => {
  const { effects, drawnCount } = memory();
  assert.equal(await drawChart(chart, effects), "<svg>a 1</svg>");
  assert.equal(await drawChart({ ...chart }, effects), "<svg>a 1</svg>");
  assert.equal(await drawChart({ ...chart, title: "b" }, effects), "<svg>b 2</svg>");
  assert.equal(drawnCount(), 2);
});

test("drawChart() draws where the cache cannot be written", async () => {
  const { effects } = memory();
  const full = { ...effects, write: () => Promise.reject(new Error("no space")) };
  assert.equal(await drawChart(chart, full), "<svg>a 1</svg>");
});
