import assert from "node:assert/strict";
import { test } from "node:test";
import { drawAnswer } from "../../src/explore/answer-chart.ts";
import { answerScale } from "../../src/explore/answer-scale.ts";
import { firstChosen, mostColours, toggleChosen } from "../../src/explore/chosen-lines.ts";
import { instantAt, lineNear, neighbour, readingAt } from "../../src/explore/crosshair.ts";
import { gapWords } from "../../src/explore/gap-words.ts";
import { keyWords } from "../../src/explore/key-words.ts";
import type { Subject } from "../../src/explore/subject.ts";
import { sampleReport } from "../charts/sample-report.ts";
import { answerSeries, someRecording } from "./some-series.ts";

const { start, end } = sampleReport.interval;
const range = { start, end, step: 5_000 };
const subject: Subject = { ...sampleReport, ...someRecording(sampleReport.interval), step: 5_000, queries: [] };
const count = (end - start) / range.step + 1;

function lineOf(name: string, valueAt: (index: number) => number | undefined) {
  const series = answerSeries(Array.from({ length: count }, (_, index) => valueAt(index)), { name }, range.step);
  return { ...series, name, times: series.times.map((at) => start + at) };
}

const two = [lineOf("a", (index) => index), lineOf("b", (index) => index < 20 ? 10 : undefined)];
const eighty = Array.from({ length: 80 }, (_, place) => lineOf(`s${place}`, () => place + 1));

function draw(lines: typeof two, options: Partial<Parameters<typeof drawAnswer>[0]> = {}) {
  const chosen = firstChosen(lines);
  return drawAnswer({ lines, range, chosen, variant: "wide", query: "q<1", planQuery: undefined, subject, ...options });
}

test("drawAnswer() draws each line once, with phases, faults and what Prometheus did not see", () => {
  const { svg } = draw(two);
  assert.deepEqual([...svg.matchAll(/data-name="([^"]+)"/g)].map(([, name]) => name).sort(), ["line-0", "line-1"]);
  for (const words of [">baseline<", ">worker-1 halted<", "prometheus: no answer", ">a<", ">b<", "<title", "q&lt;1"]) {
    assert.ok(svg.includes(words), words);
  }
  assert.match(svg, /<pattern id="answer-wide-hatch-muted"/);
  assert.doesNotMatch(svg, / style=|<style|<script| on[a-z]+=|NaN|undefined/);
});

test("drawAnswer() draws many lines thin and grey but for the chosen, and says so", () => {
  const { svg } = draw(eighty);
  assert.equal(svg.match(/data-name=/g)?.length, 80);
  assert.equal(svg.match(/stroke="var\(--muted\)" stroke-width="0.7"/g)?.length, 76);
  assert.ok(svg.includes("80 series; those in colour are chosen in the table"));
  assert.deepEqual([...svg.matchAll(/<text[^>]*fill="var\(--line-\d\)"[^>]*>([^<]+)</g)].map(([, text]) => text), [
    "s79",
    "s78",
    "s77",
    "s76",
  ]);
});

test("drawAnswer() draws of very many lines the highest and the chosen, and says so", () => {
  const thousand = Array.from({ length: 1_000 }, (_, place) => lineOf(`s${place}`, () => place + 1));
  const { svg } = draw(thousand, { chosen: [3] });
  assert.equal(svg.match(/data-name=/g)?.length, 501);
  assert.ok(svg.includes('data-name="line-999"') && svg.includes('data-name="line-3"'));
  assert.ok(svg.includes("1000 series, of which the 500 highest are drawn; those in colour are chosen in the table"));
});

test("drawAnswer() draws the promise of the plan's own query", () => {
  const planQuery = { title: "A", query: "q", unit: "count", threshold: { value: 40, words: "SLA < 40" } } as const;
  const { svg } = draw(two, { planQuery });
  assert.ok(svg.includes(">SLA &lt; 40<") && svg.includes('stroke="var(--broken)"'));
});

test("drawAnswer() names no phase that lies outside of the range", () => {
  const { svg, frame } = draw(two, { range: { start: start + 60_000, end: start + 90_000, step: 5_000 } });
  assert.deepEqual(frame.phases.map(({ name }) => name), ["one worker"]);
  assert.ok(svg.includes(">one worker<") && !svg.includes(">baseline<"));
});

test("drawAnswer() hatches and names what lies before and after the session", () => {
  const hatched = (svg: string) => svg.match(/fill="url\(#answer-wide-hatch-muted\)"/g)?.length ?? 0;
  const inside = draw(two).svg;
  assert.ok(!inside.includes("the session<"));
  const { svg } = draw(two, { range: { start: start - 90_000, end: end + 90_000, step: 5_000 } });
  assert.ok(svg.includes(">before the session<") && svg.includes(">after the session<"));
  assert.equal(hatched(svg), hatched(inside) + 1);
  const narrow = draw(two, { range: { start, end: end + 5_000, step: 5_000 } }).svg;
  assert.equal(hatched(narrow), hatched(inside) + 1);
  assert.ok(!narrow.includes("the session<"));
});

test("keyWords() spells out the numbers and letters of a drawing", () => {
  assert.equal(keyWords(draw(two).frame), "");
  const sliver = draw(two, { range: { start: start + 59_000, end: start + 149_000, step: 1_000 } });
  assert.equal(keyWords(sliver.frame), "1 baseline · 2 one worker");
  assert.match(keyWords(draw(two, { variant: "narrow" }).frame), /a worker-1 halted · b worker-1 back · d /);
});

test("firstChosen() chooses all of a few, and the highest of many", () => {
  assert.deepEqual(firstChosen(two), [0, 1]);
  assert.deepEqual(firstChosen(eighty), [79, 78, 77, 76]);
});

test("toggleChosen() lets the others keep their colours", () => {
  assert.deepEqual(toggleChosen([4, 7, 2], 7), [4, undefined, 2]);
  assert.deepEqual(toggleChosen([4, undefined, 2], 9), [4, 9, 2]);
  assert.deepEqual(toggleChosen([4], 9), [4, 9]);
  const full = Array.from({ length: mostColours }, (_, index) => index);
  assert.deepEqual(toggleChosen(full, 99), [99, ...full.slice(1)]);
});

test("answerScale() begins at 0, but where all values lie close together far above it", () => {
  assert.deepEqual(answerScale([lineOf("a", (index) => index)], "count").domain[0], 0);
  assert.equal(answerScale([lineOf("a", () => 1)], "count").domain[0], 0);
  const near = answerScale([lineOf("a", (index) => 1_795_447_700 + index)], "count");
  assert.equal(near.domain[0], 1_795_447_700);
  assert.equal(near.note, "the scale counts from 1\u202f795\u202f447\u202f700, not from 0");
  assert.deepEqual(near.ticks.slice(0, 2).map(({ label }) => label), ["+0", "+20"]);
  assert.equal(answerScale([lineOf("a", (index) => 100 + index / 100)], "count", 90).domain[0], 0);
  assert.ok(answerScale([], "count").domain[1] > 0);
});

test("gapWords() tells what is drawn as a gap though it has a value", () => {
  assert.equal(gapWords(two), "");
  const words = gapWords([answerSeries([1, NaN, Infinity]), answerSeries([NaN, -Infinity])]);
  assert.equal(words, "gaps where the value is no finite number: 2 NaN and 2 infinite points");
});

test("instantAt() finds the instant whose value is drawn at a place", () => {
  const { frame } = draw(two);
  const right = frame.width - frame.right;
  assert.equal(instantAt(frame.left, frame, range), start);
  assert.equal(instantAt(right, frame, range), end);
  const step = (right - frame.left) / (count - 1);
  assert.equal(instantAt(frame.left + 2.9 * step, frame, range), start + 2 * range.step);
  assert.equal(instantAt(0, frame, range), undefined);
});

test("lineNear() and neighbour() find lines by their values at an instant", () => {
  const drawn = draw(two);
  const at = start + 5 * range.step;
  assert.equal(lineNear(two, at, drawn.top, drawn), 1);
  assert.equal(lineNear(two, at, drawn.top + drawn.height, drawn), 0);
  assert.equal(lineNear(two, start + 30 * range.step, drawn.top + drawn.height, drawn), 0);
  assert.equal(neighbour(two, at, undefined, 0), 1);
  assert.equal(neighbour(two, at, 1, -1), 0);
  assert.equal(neighbour(two, at, 0, -1), 0);
});

test("readingAt() tells the instant and the values, and where there is none", () => {
  const { frame } = draw(two);
  const { words, x } = readingAt(two, start + 25 * range.step, "seconds", frame);
  assert.equal(words, "23:18:17 UTC  ·  a 25 s  ·  b — no data");
  assert.ok(x > frame.left && x < frame.width - frame.right);
});
