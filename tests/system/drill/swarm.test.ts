import assert from "node:assert/strict";
import { test } from "node:test";
import { deedAt, failoverOf, firstSeen, movesSeen, movesTold, near, readEvidence, stepAt } from "./evidence.ts";

const { truth, report } = await readEvidence();
const worker = failoverOf(report, "worker halted");
const quorum = failoverOf(report, "quorum lost");

test("the fault's mark lies within two seconds of the power cut", () => {
  assert.ok(
    Math.abs(worker.fault.at - deedAt(truth, "worker halted")) < 2_000,
    `${worker.fault.at - deedAt(truth, "worker halted")} ms`,
  );
  assert.ok(
    Math.abs(quorum.fault.at - deedAt(truth, "quorum lost")) < 2_000,
    `${quorum.fault.at - deedAt(truth, "quorum lost")} ms`,
  );
});

test("the worker's loss is detected within one poll of the truth", () => {
  const down = firstSeen(
    truth,
    "node",
    deedAt(truth, "worker halted"),
    (node) => node.name === "worker-1" && node.state === "down",
  );
  near(stepAt(worker, "node down"), down.at, "node down");
  near(worker.fault.at + (worker.timeToDetect ?? NaN), down.at, "timeToDetect");
});

test("the moved tasks are those that the harness saw move, and run when it saw them run", () => {
  const seen = movesSeen(truth, deedAt(truth, "worker halted"), deedAt(truth, "worker started"));
  assert.equal(seen.length, 2, "worker-1 holds two of six replicas");
  assert.deepEqual(movesTold(worker), seen.map(({ slot, from, to }) => ({ slot, from, to })));
  for (const { slot, runningAt } of seen) {
    const move = worker.moves.find((move) => `${move.service}.${move.slot}` === slot);
    near(move?.runningAt, runningAt, `${slot} runs`);
  }
});

test("the worker's return is dated within one poll, and no task moves back", () => {
  const ready = firstSeen(
    truth,
    "node",
    deedAt(truth, "worker started"),
    (node) => node.name === "worker-1" && node.state === "ready",
  );
  near(stepAt(worker, "node ready"), ready.at, "node ready");
  assert.deepEqual(movesSeen(truth, deedAt(truth, "worker started"), deedAt(truth, "manager halted")), []);
});

test("the lost quorum is recorded as such", () => {
  const lost = firstSeen(truth, "control", deedAt(truth, "quorum lost"), ({ state }) => state === "no leader");
  const silent = firstSeen(truth, "control", deedAt(truth, "quorum lost"), ({ state }) => state === "silent");
  assert.ok(silent.at < lost.at, "the survivor first gives no answer at all");
  const spans = report.quorum?.spans ?? [];
  const span = spans.find(({ state }) => state === "lost");
  near(span?.interval.start, lost.at, "quorum lost");
  assert.equal(span?.managers, 3);
  assert.equal(span?.needed, 2);
  const before = spans.filter(({ interval }) => interval.end <= deedAt(truth, "manager halted"));
  assert.ok(before.length > 0 && before.every(({ state }) => state === "kept"), "the quorum is kept at first");
  const first = spans[0];
  assert.deepEqual([first?.managers, first?.needed, first?.state], [1, 1, "kept"]);
  assert.match(report.quorum?.sentence ?? "", /leader/);
});

test("no replacement is told after the quorum was lost, and no recovery", () => {
  assert.deepEqual(movesSeen(truth, deedAt(truth, "quorum lost"), Infinity), []);
  assert.deepEqual(quorum.moves, []);
  assert.equal(quorum.timeToRecover, undefined);
});
