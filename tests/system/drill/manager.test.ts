import assert from "node:assert/strict";
import { test } from "node:test";
import {
  deedAt,
  failoverOf,
  firstSeen,
  movesSeen,
  movesTold,
  near,
  objectiveOf,
  readEvidence,
  stepAt,
} from "./evidence.ts";

const { truth, report } = await readEvidence();
const manager = failoverOf(report, "manager halted");
const [halted, started] = [deedAt(truth, "manager halted"), deedAt(truth, "manager started")];
const phase = report.phases.findIndex(({ name }) => name === "manager lost");

test("the recorder turns to the next manager and sees what the harness sees there", () => {
  const down = firstSeen(truth, "node", halted, ({ name, state }) => name === "manager" && state !== "ready");
  assert.ok(down.at < started, "the harness saw the manager's loss from another manager");
  const moves = movesSeen(truth, halted, started);
  assert.ok(moves.length > 0, "no task left the manager");
  assert.deepEqual(
    movesTold(manager).filter(({ from, to }) => from !== to),
    moves.map(({ slot, from, to }) => ({ slot, from, to })),
  );
  for (const { slot, runningAt } of moves) {
    near(manager.moves.find((move) => `${move.service}.${move.slot}` === slot)?.runningAt, runningAt, `${slot} runs`);
  }
  const told = firstSeen(truth, "node", halted, ({ name, state }) => name === "manager" && state === "down");
  near(stepAt(manager, "node down"), told.at, "node down");
});

test("two of three managers keep the quorum, with a new leader", () => {
  const spans = report.quorum?.spans.filter(({ interval }) =>
    interval.end > halted + 20_000 && interval.start < started
  );
  assert.ok(spans !== undefined && spans.length > 0);
  assert.ok(spans.every(({ state }) => state === "kept"), JSON.stringify(spans));
  assert.ok(spans.every(({ leader }) => leader === "worker-1" || leader === "worker-2"), JSON.stringify(spans));
});

test("only the probe speaks while the proxy is gone, and it says that everything was lost", () => {
  // A request that was still trying when the proxy came back may yet be answered.
  const requests =
    report.probes[0]?.requests.filter(({ sentAt, latency }) => sentAt > halted + 1_000 && sentAt + latency < started) ??
      [];
  assert.ok(requests.length > 0);
  assert.ok(requests.every(({ outcome }) => outcome !== "good"), "a request was answered without a proxy");
  assert.equal(objectiveOf(report, "answers").phases[phase]?.verdict, "fail");
  for (const id of ["response-time", "error-rate"]) {
    assert.notEqual(objectiveOf(report, id).phases[phase]?.verdict, "pass", `${id}: missing data is never a pass`);
  }
});
