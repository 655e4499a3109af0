import assert from "node:assert/strict";
import { test } from "node:test";
import { command } from "../lab/commands.ts";
import { sessionArguments } from "../lab/truth.ts";
import { readEvidence } from "./evidence.ts";

const { truth, report, ended } = await readEvidence();

test("the verdict of each phase is the truth's", () => {
  assert.deepEqual(report.phases.map(({ name, verdict }) => [name, verdict]), [
    ["baseline", "pass"],
    ["one worker", "fail"],
    ["recovered", "pass"],
    ["three managers", "pass"],
    ["manager lost", "fail"],
    ["manager back", "pass"],
    ["no quorum", "fail"],
  ]);
  for (const [index, { at, until, name }] of truth.phases.entries()) {
    const start = report.phases[index]?.interval.start ?? NaN;
    assert.ok(start >= at && start <= until, `"${name}" begins ${start - at} ms after its command`);
  }
});

test("the report's exit code says that the SLA was broken", () => {
  assert.equal(report.verdict, "fail");
  assert.equal(ended.code, 1);
});

test("the alerts fired in the outage and resolved after it", () => {
  const names = report.alerts.filter(({ firing }) => firing.length > 0).map(({ name }) => name);
  assert.deepEqual([...new Set(names)].sort(), ["FailedAnswers", "SlowAnswers"]);
  const recovered = report.phases[2]?.judged;
  assert.ok(recovered !== undefined);
  const firing = report.alerts.flatMap(({ firing }) => firing);
  assert.ok(
    firing.every(({ start, end }) => end <= recovered.start || start >= recovered.end),
    "an alert fires while recovered",
  );
});

test("the session verifies", async () => {
  const verified = await command("verify", sessionArguments(truth));
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
});

test("text and JUnit tell the same verdict", async () => {
  for (const format of ["text", "junit"]) {
    const told = await command("report", [...sessionArguments(truth), "--format", format]);
    assert.equal(told.code, 1, told.stderr);
    assert.ok(told.stdout.length > 200);
  }
});
