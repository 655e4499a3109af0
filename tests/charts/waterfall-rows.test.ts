import assert from "node:assert/strict";
import { test } from "node:test";
import type { Failover, StepKind } from "../../src/analysis/report.ts";
import { waterfallRows } from "../../src/charts/waterfall-rows.ts";
import { sampleReport } from "./sample-report.ts";

const [failover] = sampleReport.failovers;
if (failover === undefined) throw new RangeError("The sample has no failover");

const withSteps = (...steps: readonly (readonly [StepKind, number, string])[]): Failover => ({
  ...failover,
  recovered: undefined,
  moves: [],
  steps: steps.map(([kind, second, words]) => ({
    kind,
    at: failover.fault.at + second * 1_000,
    offset: second * 1_000,
    words,
    source: "probe site",
    resolution: 0,
  })),
});

test("waterfallRows() joins what broke and held again, in the order in which it began", () => {
  assert.deepEqual(waterfallRows(failover).map(({ name, when }) => `${name} ${when}`), [
    "worker-1 halted +0 s to +88 s",
    "for the test: requests lost +0 s to +12.8 s",
    "Swarm: worker-1 down +12.7 s on",
    "myhbsapp_web.1, .3 to worker-2 +12.7 s to +34 s",
    "Response time broken +30 s to +103 s",
    "alert SlaErrorRate +36 s to +103 s",
  ]);
});

test("waterfallRows() draws a pending alert that fires in two looks", () => {
  const bars = waterfallRows(failover).find(({ name }) => name === "alert SlaErrorRate")?.bars;
  assert.deepEqual(bars?.map(({ look, from, to }) => [look, from, to]), [
    ["pending", 36_000, 48_000],
    ["firing", 48_000, 103_000],
  ]);
});

test("waterfallRows() names each stretch of what broke twice, and leaves open what never ended", () => {
  const rows = waterfallRows(withSteps(
    ["objective broken", 5, "50x rate is broken"],
    ["objective held again", 17, "50x rate holds again"],
    ["objective broken", 33, "50x rate is broken"],
  ));
  assert.deepEqual([rows[1]?.when, rows[1]?.brief], ["+5 s to +17 s, +33 s on", "2 times from +5 s"]);
});

test("waterfallRows() shows an end without a beginning as an instant in its own words", () => {
  const rows = waterfallRows(withSteps(["leader elected", 12, "worker-2 leads the Swarm"]));
  assert.deepEqual(rows[1], {
    name: "worker-2 leads the Swarm",
    bars: [],
    points: [12_000],
    when: "+12 s",
    brief: "+12 s",
  });
});
