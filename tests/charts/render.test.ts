import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { test } from "node:test";
import type { Chart } from "../../src/charts/chart.ts";
import { type Frame, frameOf } from "../../src/charts/frame.ts";
import { laneChart } from "../../src/charts/lanes.ts";
import { objectiveChart } from "../../src/charts/objective.ts";
import { panelChart } from "../../src/charts/panel.ts";
import { probeChart } from "../../src/charts/probe.ts";
import { renderSvg } from "../../src/charts/render.ts";
import { ribbonChart } from "../../src/charts/ribbon.ts";
import { sparkline } from "../../src/charts/sparkline.ts";
import { waterfallChart } from "../../src/charts/waterfall.ts";
import { sampleReport } from "./sample-report.ts";

const golden = new URL("../golden/charts/", import.meta.url);
const wide = frameOf(sampleReport, "wide");
const medium = frameOf(sampleReport, "medium");
const narrow = frameOf(sampleReport, "narrow");
const { objectives, probes, panels, failovers } = sampleReport;

/** Every fourth request: enough of each kind for a golden. */
const thinProbe = (frame: Frame): Chart[] =>
  probes.map((probe) =>
    probeChart({ ...probe, requests: probe.requests.filter((_, index) => index % 20 === 0 || index === 500) }, frame)
  );

const spark = objectives.slice(0, 1).map(({ line, objective }) =>
  sparkline(line, { id: "spark", title: objective.title, unit: objective.unit, threshold: objective.threshold })
);

const drawn = (frame: Frame): Chart[] => [
  ribbonChart(sampleReport, frame),
  ...objectives.slice(0, 1).map((objective) => objectiveChart(objective, frame)),
  ...thinProbe(frame),
  laneChart(sampleReport, frame),
  ...failovers.map((failover) => waterfallChart(failover, frame)),
  ...panels.map((panel) => panelChart(panel, frame)),
];

const charts = [...drawn(wide), ...drawn(medium), ...drawn(narrow), ...spark];

for (const chart of charts) {
  test(`renderSvg() draws ${chart.id} as its golden`, async () => {
    const svg = `${(await renderSvg(chart)).replaceAll("><", ">\n<")}\n`;
    const file = new URL(`${chart.id}.svg`, golden);
    if (process.env.UPDATE_GOLDEN === "1") await writeFile(file, svg);
    assert.equal(svg, await readFile(file, "utf8"));
  });
}

test("renderSvg() gives the same bytes twice", async () => {
  for (const chart of charts) assert.equal(await renderSvg(chart), await renderSvg(chart));
});

test("renderSvg() stands under a strict content security policy and scales", async () => {
  for (const chart of charts) {
    const svg = await renderSvg(chart);
    assert.doesNotMatch(svg, / style=|<style|<script| on[a-z]+=|href|font-family/);
    assert.match(
      svg,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="chart" viewBox="0 0 \d+ [\d.]+" role="img"/,
    );
    assert.doesNotMatch(svg.slice(0, svg.indexOf(">")), /\b(width|height)=/);
    assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
  }
});

test("renderSvg() takes every colour from a CSS variable or a pattern of its own", async () => {
  for (const chart of charts) {
    for (const [, colour = ""] of (await renderSvg(chart)).matchAll(/(?:fill|stroke)="([^"]*)"/g)) {
      assert.match(colour, /^(none|var\(--[a-z]+(-\d)?\)|url\(#.+\))$/);
    }
  }
});

test("renderSvg() names each id by its chart, once, and refers only to those", async () => {
  for (const chart of charts) {
    const svg = await renderSvg(chart);
    const ids = Array.from(svg.matchAll(/ id="([^"]+)"/g), ([, id = ""]) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => id.startsWith(`${chart.id}-`)));
    for (const [, id = ""] of svg.matchAll(/url\(#([^)]+)\)/g)) assert.ok(ids.includes(id), id);
  }
});

test("renderSvg() titles and describes the drawing, and escapes what it says", async () => {
  const [first] = spark;
  assert.ok(first !== undefined);
  const svg = await renderSvg({ ...first, title: "a < b & c", description: "x > y" });
  assert.match(svg, /<title id="spark-title">a &lt; b &amp; c<\/title><desc id="spark-desc">x &gt; y<\/desc>/);
  assert.match(svg, /aria-labelledby="spark-title spark-desc"/);
});

test("renderSvg() draws 720 points in at most 25 kB", async () => {
  const [objective] = objectives;
  assert.ok(objective !== undefined);
  const step = (wide.interval.end - wide.interval.start) / 720;
  const line = (name: string, scale: number) => ({
    name,
    labels: {},
    points: Array.from(
      { length: 720 },
      (_, index) => [wide.interval.start + index * step, scale * (1 + Math.sin(index * index))] as const,
    ),
  });
  const svg = await renderSvg(objectiveChart({ ...objective, line: line("a", 0.1), besides: [line("b", 0.2)] }, wide));
  assert.ok(svg.length <= 25_000, `${svg.length} B`);
});
