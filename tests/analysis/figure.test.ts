import assert from "node:assert/strict";
import { test } from "node:test";
import { formatFigure, hasNoData, worstBeside } from "../../src/analysis/figure.ts";
import type { Finding } from "../../src/analysis/finding.ts";
import { untoldFinding } from "../../src/analysis/untold-finding.ts";
import { drillPlan } from "../fixtures/drill.ts";

const [objective] = drillPlan.objectives;
assert.ok(objective !== undefined);
const interval = { start: 0, end: 60_000 };
const finding: Finding = {
  ...untoldFinding(interval, "200 ms or more for 5 s"),
  verdict: "fail",
  value: 0.00232,
  extreme: { at: 1_000, value: 1.2 },
};

test("formatFigure() gives the value in the objective's unit, or a dash", () => {
  assert.equal(formatFigure(objective, finding), "2.32 ms");
  assert.equal(formatFigure(objective, { ...finding, value: undefined }), "—");
});

test("worstBeside() tells what broke the promise where the figure keeps it or is none", () => {
  assert.equal(worstBeside(objective, finding), "at worst 1.2 s");
  assert.equal(worstBeside(objective, { ...finding, value: undefined }), "at worst 1.2 s");
});

test("worstBeside() tells how near a held promise without a figure came to breaking", () => {
  const held: Finding = { ...finding, verdict: "pass", value: undefined, extreme: { at: 1_000, value: 0.0244 } };
  assert.equal(worstBeside(objective, held), "at worst 24.4 ms");
  assert.equal(worstBeside(objective, { ...held, verdict: "inconclusive" }), undefined);
});

test("worstBeside() has nothing to add to a figure that shows the breach, or where nothing is broken", () => {
  assert.equal(worstBeside(objective, { ...finding, value: 0.3 }), undefined);
  assert.equal(worstBeside(objective, { ...finding, verdict: "pass" }), undefined);
  assert.equal(worstBeside(objective, { ...finding, extreme: { at: 0, value: 0.1 } }), undefined);
  assert.equal(worstBeside(objective, { ...finding, extreme: undefined }), undefined);
});

test("hasNoData() is not so where samples were seen, too few for a figure", () => {
  assert.equal(hasNoData(untoldFinding(interval, "No data")), true);
  assert.equal(hasNoData(untoldFinding(interval, "Too few", { samples: 9 })), false);
  assert.equal(hasNoData({ ...untoldFinding(interval, "0 %"), value: 0 }), false);
});
