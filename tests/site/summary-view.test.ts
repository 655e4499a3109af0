import assert from "node:assert/strict";
import { test } from "node:test";
import type { Report } from "../../src/analysis/report.ts";
import { summaryParts } from "../../src/pages/_view/summary-view.ts";
import { sampleReport } from "../charts/sample-report.ts";

const linksOf = (changed: Partial<Report>) =>
  summaryParts({ ...sampleReport, ...changed }).flatMap(({ text, href }) => href === undefined ? [] : [[text, href]]);

test("summaryParts() leads each figure to its evidence, and keeps the words", () => {
  const summary = [
    "Users got errors or no answer for 2 min 51 s; 627 of 1\u202f867 requests failed.",
    "Swarm noticed.",
  ];
  const parts = summaryParts({ ...sampleReport, summary });
  assert.equal(parts.map(({ text }) => text).join("").replaceAll("\u00a0", " "), summary.join(" "));
  assert.deepEqual(linksOf({ summary }), [
    ["2\u00a0min 51\u00a0s", "#probe"],
    ["627 of 1\u202f867", "#probe"],
  ]);
});

test("summaryParts() leads the clause of a fault to that fault, and no number of a name", () => {
  const [failover] = sampleReport.failovers;
  assert.ok(failover !== undefined);
  const named = (label: string) => ({ ...failover, fault: { ...failover.fault, label } });
  const summary = ["worker-1 lost: noticed after 14.6 s, not seen well again; worker-2 lost: well again after 9 s."];
  assert.deepEqual(linksOf({ summary, failovers: [named("worker-1 lost"), named("worker-2 lost")] }), [
    ["14.6\u00a0s", "#fault-1"],
    ["9\u00a0s", "#fault-2"],
  ]);
});

test("summaryParts() has no link to a section that is not there", () => {
  assert.deepEqual(linksOf({ summary: ["Users got no answer for 5 s."], probes: [] }), []);
});
