import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type LiveInput, noInput, pressKey, splitKeys } from "../../src/capture/live-input.ts";
import { type LiveView, renderScreen } from "../../src/capture/live-screen.ts";
import { emptyState, noteFact } from "../../src/capture/live-state.ts";
import { judgeNow, judgeProbeNow, measureProbe, overdueOf } from "../../src/capture/objective-now.ts";
import { fit, paintWith } from "../../src/capture/screen-text.ts";
import type { Fact } from "../../src/core/fact.ts";
import type { Objective, ProbeSource } from "../../src/core/plan.ts";

const node = (name: string, state: string): Fact => ({
  kind: "swarm",
  at: 1_000,
  source: "manager",
  object: "node",
  id: name,
  value: {
    ID: name,
    Spec: { Role: "worker", Availability: "active" },
    Description: { Hostname: name },
    Status: { State: state },
  },
});

const facts: Fact[] = [
  { kind: "phase", at: 0, name: "baseline" },
  node("worker-1", "ready"),
  {
    kind: "swarm",
    at: 1_000,
    source: "manager",
    object: "service",
    id: "s",
    value: { ID: "s", Spec: { Name: "web" } },
  },
  {
    kind: "swarm",
    at: 1_000,
    source: "manager",
    object: "task",
    id: "t",
    value: {
      ID: "t",
      ServiceID: "s",
      Slot: 2,
      NodeID: "worker-1",
      DesiredState: "running",
      Status: { State: "running" },
    },
  },
  { kind: "probe", at: 2_000, probe: "site", ended: [[1_000, 7, 200], [1_250, 3, "ECONNREFUSED"]], open: [1_500] },
  { kind: "mark", at: 3_000, mark: "fault", label: "worker-1 halted" },
  node("worker-1", "down"),
];

function viewOf(input: LiveInput = noInput): LiveView {
  const state = emptyState();
  for (const fact of facts) noteFact(state, fact);
  return {
    title: "Losing worker-1",
    id: "x",
    start: 0,
    now: 5_000,
    state,
    objectives: [{ words: "response time below 200 ms", value: 1.004, verdict: "fail", unit: "seconds" }],
    sources: [{ source: "manager", blind: true, reason: "no answer within 0.8 s", seenAt: 4_000 }],
    offered: ["baseline", "one worker"],
    input,
    trouble: undefined,
    ending: false,
  };
}

test("renderScreen() shows phase, fault, objectives, nodes, sources, probe and facts in 80 by 24", () => {
  const text = renderScreen(viewOf(), { columns: 80, rows: 24 }, paintWith(false)).join("\n");
  const expected = [
    /recording 5 s/,
    /phase: baseline, 5 s/,
    /▼ fault: worker-1 halted, 2 s/,
    /✕ broken +response time below 200 ms +1 s/,
    /no manager tells the Swarm's state; last known/,
    /✕ worker-1 +down +worker +last known: web\.2/,
    /✕ manager +blind: no answer within 0\.8 s; answered 1 s ago/,
    /✕ probe site.*1 hang; 1 of 2 failed in 1 min; 1 unanswered, oldest 3\.5 s; la/,
    /node worker-1: ready → down/,
    /p phase/,
  ];
  for (const pattern of expected) assert.match(text, pattern);
});

test("renderScreen() fills exactly the terminal, however small", () => {
  fc.assert(fc.property(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 1, max: 60 }), (columns, rows) => {
    const lines = renderScreen(viewOf(), { columns, rows }, paintWith(false));
    assert.equal(lines.length, rows);
    for (const line of lines) {
      assert.ok(Array.from(line).length <= columns, `${Array.from(line).length} > ${columns}: ${line}`);
    }
  }));
});

test("renderScreen() uses no escape without colour, and says the same with it", () => {
  const plain = renderScreen(viewOf(), { columns: 80, rows: 24 }, paintWith(false)).join("\n");
  const coloured = renderScreen(viewOf(), { columns: 80, rows: 24 }, paintWith(true)).join("\n");
  assert.ok(!plain.includes("\x1b"));
  // deno-lint-ignore no-control-regex
  assert.equal(coloured.replace(/\x1b\[[0-9;]*m/g, ""), plain);
});

test("fit() cuts and fills to the width and lets no control character through", () => {
  assert.deepEqual([fit("abc", 5), fit("abcdef", 4), fit("a\x1b[2Jb", 8)], ["abc  ", "abc…", "a [2Jb  "]);
});

function type(text: string): ReturnType<typeof pressKey> {
  let pressed: ReturnType<typeof pressKey> = { input: noInput };
  for (const key of splitKeys(text)) pressed = pressKey(pressed.input, key, ["baseline", "one worker"]);
  return pressed;
}

test("pressKey() asks by a letter and takes the answer", () => {
  assert.deepEqual(type("p2\r").command, { kind: "phase", name: "one worker" });
  assert.deepEqual(type("pthird\r").command, { kind: "phase", name: "third" });
  assert.deepEqual(type("fworker-1 halted\r").command, { kind: "mark", mark: "fault", label: "worker-1 halted" });
  assert.deepEqual(type("r\r").command, { kind: "mark", mark: "recovered", label: "recovered" });
  assert.deepEqual(type("ey").command, { kind: "stop" });
  assert.equal(type("en").command, undefined);
  assert.equal(type("mab\x1b").command, undefined);
  assert.deepEqual(type("mabc\x7f\r").command, { kind: "mark", mark: "note", label: "ab" });
});

test("pressKey() reads a line in words", () => {
  assert.deepEqual(type(":fault worker-1 halted\r").command, { kind: "mark", mark: "fault", label: "worker-1 halted" });
  assert.deepEqual(type(":phase one worker\r").command, { kind: "phase", name: "one worker" });
  assert.deepEqual(type(":end\r").command, { kind: "stop" });
  assert.match(type(":halt\r").input.complaint ?? "", /"halt" is no command/);
});

test("splitKeys() leaves out arrows and names Ctrl-C", () => {
  assert.deepEqual(splitKeys("a\x1b[A\x03"), ["a", "interrupt"]);
});

const objective: Objective = {
  id: "o",
  title: "o",
  words: "o",
  indicator: { kind: "promql", query: "x" },
  comparison: "<",
  threshold: 1,
  unit: "count",
  for: 0,
};

test("judgeNow() cannot tell without a value", () => {
  assert.deepEqual([0, 1, undefined, NaN].map((value) => judgeNow(objective, value)), [
    "pass",
    "fail",
    "inconclusive",
    "inconclusive",
  ]);
});

test("overdueOf() waits 2 s, and ten times the usual answer", () => {
  const probe = { ended: [[0, 300, 200]] as [number, number, number][], open: [1_000, 4_500] };
  assert.deepEqual(overdueOf(probe, 4_000), []);
  assert.deepEqual(overdueOf(probe, 4_001), [1_000]);
  assert.deepEqual(overdueOf({ ended: [], open: [1_000] }, 3_001), [1_000]);
});

test("judgeProbeNow() cannot tell of a kept promise while requests are overdue", () => {
  assert.deepEqual([judgeProbeNow(objective, 0, 0), judgeProbeNow(objective, 0, 1), judgeProbeNow(objective, 1, 1)], [
    "pass",
    "inconclusive",
    "fail",
  ]);
});

test("renderScreen() says whole in 80 columns what is missing after an interrupted end", () => {
  const view = { ...viewOf(), ending: true };
  const last = renderScreen(view, { columns: 80, rows: 24 }, paintWith(false)).at(-1) ?? "";
  assert.match(last, /Ctrl-C stops at once; the last windows of metrics are missing then *$/);
});

test("measureProbe() counts good answers, and hopelessly open requests as bad", () => {
  const { state } = viewOf();
  const source: ProbeSource = {
    name: "site",
    url: "",
    interval: 250,
    timeout: 1_000,
    good: { status: [[200, 399]], within: 200 },
  };
  assert.equal(measureProbe(state, source, "good ratio", 5_000), 1 / 3);
  assert.equal(measureProbe(state, source, "p95", 5_000), 0.007);
  assert.equal(measureProbe(state, { ...source, name: "other" }, "good ratio", 5_000), undefined);
});
