import assert from "node:assert/strict";
import { test } from "node:test";
import { analyse } from "../../src/analysis/analyse.ts";
import type { Failover, QuorumReport, TaskMove } from "../../src/analysis/report.ts";
import { headlineOf, summarise, type SummaryMaterial } from "../../src/analysis/summary.ts";
import { syntheticSession } from "../fixtures/drill.ts";

const report = analyse(syntheticSession());
const [story] = report.failovers;
if (story === undefined) throw new Error("The synthetic drill has no fault");

const nothing: SummaryMaterial = {
  overall: report.interval,
  phases: report.phases,
  objectives: [],
  probes: [],
  outages: [],
  failovers: [],
  quorum: undefined,
};

function fault(
  label: string,
  timeToDetect?: number,
  timeToRecover?: number,
  moves: readonly TaskMove[] = [],
): Failover {
  return { ...story, fault: { at: 0, mark: "fault", label }, timeToDetect, timeToRecover, moves } as Failover;
}

function move(runningAt: number | undefined): TaskMove {
  return { service: "web", slot: "1", from: "a", to: "b", desiredAt: 1_000, runningAt };
}

const of = (...failovers: Failover[]) => summarise({ ...nothing, failovers });

test("summarise() says nothing of a session in which nothing was recorded", () => {
  assert.deepEqual(summarise(nothing), []);
});

test("summarise() has one sentence for a single fault", () => {
  assert.deepEqual(of(fault("x", 14_600, 16_600, [move(15_000), move(16_600)])), [
    "Swarm noticed after 14.6 s and had every task running again after 16.6 s.",
  ]);
  assert.deepEqual(of(fault("x", 14_600, 20_000)), ["Swarm noticed after 14.6 s; all was well again after 20 s."]);
  assert.deepEqual(of(fault("x", undefined, 20_000, [move(undefined)])), [
    "Swarm did not notice; all was well again after 20 s.",
  ]);
  assert.deepEqual(of(fault("x")), ["Swarm did not notice."]);
});

test("summarise() has a clause for each of several faults, three at most", () => {
  assert.deepEqual(of(fault("a", 1_000, 2_000), fault("b", 3_000), fault("c", undefined, 4_000)), [
    "a: noticed after 1 s, well again after 2 s; b: noticed after 3 s, not seen well again; " +
    "c: not noticed, well again after 4 s.",
  ]);
  const many = ["a", "b", "c", "d", "e"].map((label) => fault(label));
  assert.match(of(...many)[0] ?? "", /; c: not noticed, not seen well again; and 2 more faults\.$/);
  assert.match(of(...many.slice(0, 4))[0] ?? "", /; and 1 more fault\.$/);
});

test("summarise() says for how long the Swarm had no leader, and only what a manager said", () => {
  const span = { managers: 3, needed: 2, reachable: 1, leader: undefined };
  const quorum = (...states: ("kept" | "lost" | "unknown")[]): QuorumReport => ({
    sentence: "",
    spans: states.map((state, index) => ({
      ...span,
      state,
      interval: { start: index * 10_000, end: (index + 1) * 10_000 },
    })),
  });
  assert.deepEqual(summarise({ ...nothing, quorum: quorum("kept", "lost", "unknown", "lost") }), [
    "The Swarm was without a leader for 20 s: nothing was scheduled.",
  ]);
  assert.deepEqual(summarise({ ...nothing, quorum: quorum("kept", "unknown") }), []);
});

test("summarise() tells what the metrics say only where users got nothing wrong", () => {
  const { objectives } = report;
  assert.match(
    summarise({ ...nothing, objectives })[0] ?? "",
    /^By the metrics, in ".*": Response time .*, promised </,
  );
  assert.deepEqual(summarise({ ...nothing, objectives, outages: [{ start: 0, end: 1_000 }] }), []);
});

test("summarise() begins with what users got", () => {
  assert.match(report.summary[0] ?? "", /^Users got errors or no answer for .*; \d+ of .* requests failed\.$/);
  assert.ok(report.summary.every((sentence) => !sentence.startsWith("By the metrics")));
});

test("headlineOf() names what was missing first, and how much more", () => {
  assert.equal(headlineOf("pass", [], []), "The SLA held.");
  assert.equal(headlineOf("fail", [], []), "The SLA did not hold.");
  assert.equal(
    headlineOf("inconclusive", [], []),
    "Whether the SLA held cannot be told: the plan has no objective to judge.",
  );
  const untold = analyse({ ...syntheticSession(), series: [], answers: [], facts: [] });
  assert.match(
    untold.headline,
    /^Whether the SLA held cannot be told: Response time in ".*": .*, and \d+ more checks could/,
  );
});
