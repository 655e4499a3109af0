import assert from "node:assert/strict";
import { test } from "node:test";
import type { Chart } from "../../src/charts/chart.ts";
import { drawLight } from "../../src/charts/draw-light.ts";
import { frameOf, type Variant } from "../../src/charts/frame.ts";
import { drawPlot } from "../../src/charts/plot.ts";
import { renderSvg } from "../../src/charts/render.ts";
import { valueScale } from "../../src/charts/value-scale.ts";
import { sampleReport } from "./sample-report.ts";

function emptyPlot(variant: Variant): Chart {
  const frame = frameOf(sampleReport, variant);
  const drawn = drawPlot({
    frame,
    scale: valueScale([1, 5], "seconds", 2),
    height: 150,
    note: "a note",
    side: { text: "✕ broken", colour: "var(--broken)" },
    blinds: sampleReport.blinds,
    broken: sampleReport.broken,
    threshold: 2,
    labels: [
      { text: "one", colour: "var(--line-1)", y: 20, swatch: true },
      { text: "two", colour: "var(--line-2)", y: 22, swatch: true, strokeDash: [5, 3] },
    ],
  }, []);
  return {
    id: `plot-${variant}`,
    title: "A <plot>",
    description: "D",
    table: { columns: [], rows: [] },
    readout: undefined,
    ...drawn,
  };
}

/** Every text with its place. */
const textsOf = (svg: string) =>
  Array.from(svg.matchAll(/<text([^>]*)>([^<]*)</g), ([, attributes = "", text]) => {
    const placeOf = (name: string) => new RegExp(` ${name}="([^"]+)"`).exec(attributes)?.[1];
    return `${text} at ${placeOf("x")},${placeOf("y")}`;
  }).sort();
const coloursOf = (svg: string) => Array.from(new Set(svg.match(/(?:fill|stroke)="[^"]+"/g))).sort();

for (const variant of ["wide", "medium", "narrow"] as const) {
  test(`drawLight() draws a ${variant} plot as renderSvg() does`, async () => {
    const chart = emptyPlot(variant);
    const [light, usual] = [drawLight(chart), await renderSvg(chart)];
    assert.deepEqual(textsOf(light), textsOf(usual));
    assert.deepEqual(coloursOf(light), coloursOf(usual));
    assert.equal(light.slice(0, light.indexOf("</defs>")), usual.slice(0, usual.indexOf("</defs>")));
    assert.doesNotMatch(light, /NaN|undefined| style=/);
  });
}

test("drawLight() refuses a mark that only Vega draws", () => {
  const chart = emptyPlot("wide");
  const layer = [{ data: { values: [] }, mark: { type: "arc" }, encoding: {} }];
  assert.throws(() => drawLight({ ...chart, spec: { ...chart.spec, layer } }), RangeError);
});
