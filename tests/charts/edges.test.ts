import assert from "node:assert/strict";
import { test } from "node:test";
import type { Report } from "../../src/analysis/report.ts";
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

const bare: Report = {
  ...sampleReport,
  phases: [],
  marks: [],
  broken: [],
  quorum: undefined,
  swarm: undefined,
  alerts: [],
  blinds: [],
  objectives: sampleReport.objectives.map((each) => ({ ...each, line: { ...each.line, points: [] }, besides: [] })),
  probes: sampleReport.probes.map((probe) => ({ ...probe, requests: [], outages: [] })),
  panels: sampleReport.panels.map((each) => ({ ...each, lines: [], error: "connection refused" })),
  failovers: sampleReport.failovers.map((each) => ({ ...each, steps: [] })),
};

function chartsOf(report: Report, frame: Frame): Chart[] {
  return [
    ribbonChart(report, frame),
    laneChart(report, frame),
    ...report.objectives.map((each) => objectiveChart(each, frame)),
    ...report.probes.map((each) => probeChart(each, frame)),
    ...report.panels.map((each) => panelChart(each, frame)),
    ...report.failovers.map((each) => waterfallChart(each, frame)),
    ...report.objectives.map(({ line, objective: { unit, threshold } }) =>
      sparkline(line, { id: "spark", title: "", unit, threshold })
    ),
  ];
}

test("every chart draws a report in which nothing was seen", async () => {
  for (const variant of ["wide", "medium", "narrow"] as const) {
    for (const chart of chartsOf(bare, frameOf(bare, variant))) {
      assert.doesNotMatch(await renderSvg(chart), /NaN|Infinity|undefined/, chart.id);
    }
  }
});

test("every chart draws a session that has no length yet", async () => {
  const { start } = sampleReport.interval;
  const report = { ...sampleReport, interval: { start, end: start } };
  for (const chart of chartsOf(report, frameOf(report))) {
    assert.doesNotMatch(await renderSvg(chart), /NaN|Infinity|undefined/, chart.id);
  }
});

test("panelChart() names the highest of many lines and draws the others thin and grey", async () => {
  const [panel] = sampleReport.panels;
  assert.ok(panel !== undefined);
  const lines = Array.from({ length: 40 }, (_, index) => ({
    name: `line-${index}`,
    labels: {},
    points: [[sampleReport.interval.start, index], [sampleReport.interval.end, index]] as const,
  }));
  const svg = await renderSvg(panelChart({ ...panel, lines }, frameOf(sampleReport)));
  assert.match(svg, /40 lines: the 4 highest are named, the others grey/);
  assert.match(svg, />line-39</);
  assert.doesNotMatch(svg, />line-12</);
});

test("laneChart() gives the fifth node the first hue with stripes", async () => {
  const { swarm } = sampleReport;
  assert.ok(swarm !== undefined);
  const nodes = ["a", "b", "c", "d", "manager", "worker-1", "worker-2"];
  const svg = await renderSvg(laneChart({ ...sampleReport, swarm: { ...swarm, nodes } }, frameOf(sampleReport)));
  assert.match(svg, /<pattern id="lanes-stripe-node-1"/);
});

test("objectiveChart() draws the blind intervals of its own source only", () => {
  const [objective] = sampleReport.objectives;
  assert.ok(objective !== undefined);
  const text = JSON.stringify(objectiveChart(objective, frameOf(sampleReport)).spec);
  assert.match(text, /prometheus: no answer 18 s/);
  assert.doesNotMatch(text, /docker/);
});

test("objectiveChart() offers its values for reading at a pointer", () => {
  const [objective] = sampleReport.objectives;
  assert.ok(objective !== undefined);
  const { readout } = objectiveChart(objective, frameOf(sampleReport));
  assert.deepEqual(readout?.lines.map(({ name }) => name), ["the plan’s query", "p95"]);
  assert.deepEqual([readout?.times[0], readout?.lines[0]?.values[0]], [0, "7 ms"]);
  assert.equal(readout?.lines.every(({ values }) => values.length === readout.times.length), true);
});
