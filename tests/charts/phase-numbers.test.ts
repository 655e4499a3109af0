import assert from "node:assert/strict";
import { test } from "node:test";
import { frameOf } from "../../src/charts/frame.ts";
import { areNumbered, spread } from "../../src/charts/phase-numbers.ts";
import { ribbonChart } from "../../src/charts/ribbon.ts";
import { renderSvg } from "../../src/charts/render.ts";
import { textWidth } from "../../src/charts/text-width.ts";
import { sampleReport } from "./sample-report.ts";

const { interval, phases: [first] } = sampleReport;
assert.ok(first !== undefined);
const length = interval.end - interval.start;
/** Phases that begin at these shares of the session. */
const phasesAt = (...starts: number[]) =>
  starts.map((start, index) => {
    const own = {
      start: interval.start + start * length,
      end: interval.start + (starts[index + 1] ?? 1) * length,
    };
    return { ...first, name: `phase named ${index + 1}`, interval: own, judged: own };
  });
const crowded = { ...sampleReport, phases: phasesAt(0, 0.4, 0.402, 0.404, 0.99, 0.995) };
const wide = frameOf(crowded, "wide");

test("areNumbered() counts the phases where one has no room for its name", () => {
  assert.ok(areNumbered(wide, 11));
  assert.ok(!areNumbered(frameOf({ ...sampleReport, phases: phasesAt(0, 0.5) }, "wide"), 11));
});

test("spread() keeps the order, the edges and the distance", () => {
  const items = [0, 300, 301, 302, 818, 819].map((x, index) => ({ x, text: String(index + 1) }));
  const placed = spread(items, wide, 11);
  assert.deepEqual(placed.map(({ text }) => text), ["1", "2", "3", "4", "5", "6"]);
  placed.slice(1).forEach(({ x }, index) => {
    const before = placed[index];
    assert.ok(before !== undefined && before.x + textWidth(before.text, 11, true) < x);
  });
});

test("spread() leaves out what has no room rather than print it over another", () => {
  const items = Array.from({ length: 200 }, (_, index) => ({ x: 10, text: String(index + 1) }));
  const placed = spread(items, wide, 11);
  assert.ok(placed.length > 20 && placed.length < 200);
  assert.ok(placed.every(({ x }) => x >= 0));
});

test("ribbonChart() names every phase in every width", async () => {
  for (const variant of ["wide", "medium", "narrow"] as const) {
    const svg = await renderSvg(ribbonChart(crowded, frameOf(crowded, variant)));
    const text = svg.replace(/<desc[^]*?<\/desc>/, "").replace(/<[^>]+>/g, " ").replace(/[\s\u00a0]+/g, " ");
    for (const { name } of crowded.phases) assert.ok(text.includes(name), `${variant}: ${name} in ${text}`);
  }
});
