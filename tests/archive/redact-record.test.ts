import assert from "node:assert/strict";
import { test } from "node:test";
import { redactAnswerPart, redactFact, redactHead, redactPlan } from "../../src/archive/redact-record.ts";
import type { Fact } from "../../src/core/fact.ts";
import type { Plan } from "../../src/core/plan.ts";

const plan: Plan = {
  id: "loss",
  title: "Loss, seen with http://me:hunter2@h/",
  description: "Log in with --password hunter2",
  sources: {
    prometheus: {
      url: "http://me:hunter2@p:9090",
      headers: { Authorization: { env: "PROM_AUTH" } },
      basic: { username: { env: "USER" }, password: { env: "PASSWORD" } },
      timeout: 1,
      every: 1,
    },
    docker: [],
    probes: [{
      name: "site",
      url: "http://h/?token=hunter2",
      interval: 1,
      timeout: 1,
      good: { status: [[200, 299]] },
    }],
  },
  swarmEvery: 1,
  step: 1,
  warmup: 0,
  minimumCoverage: 0.9,
  objectives: [],
  panels: [{ id: "up", title: "Up", query: 'up{token="x",password="hunter2"}', unit: "count" }],
  configs: ["content/stacks/*.yml"],
  phases: ["baseline", "password: hunter2"],
};

test("redactPlan() takes secrets out of every text and leaves references and matchers", () => {
  const safe = redactPlan(plan);
  assert.ok(!JSON.stringify(safe).includes("hunter2"), JSON.stringify(safe));
  assert.deepEqual(safe.sources.prometheus?.basic, plan.sources.prometheus?.basic);
  assert.deepEqual(safe.sources.prometheus?.headers, plan.sources.prometheus?.headers);
  assert.equal(safe.panels[0]?.query, 'up{token="x",password="«redacted»"}');
  assert.equal(safe.phases[0], "baseline");
  assert.equal(redactPlan(safe), safe);
});

test("redactHead() takes secrets out of the title and the whole plan", () => {
  const { value, redactions } = redactHead({
    schemaVersion: 1,
    id: "2026-11-22T231612Z-loss",
    title: "Loss with password=hunter2",
    plan,
    start: 1,
    status: "recording",
    versions: { drillbook: "1", runtime: "node", docker: {} },
    clockOffsets: [],
  });
  assert.ok(!JSON.stringify(value).includes("hunter2"), JSON.stringify(value));
  assert.ok(redactions.some(({ file, place }) => file === "session.json" && place === "plan.sources.prometheus.url"));
});

test("redactFact() takes secrets out of human words, alerts and failures", () => {
  const url = "http://me:hunter2@h/";
  const facts: Fact[] = [
    { kind: "mark", at: 1, mark: "note", label: "restarted with --password hunter2" },
    { kind: "phase", at: 1, name: `load from ${url}` },
    { kind: "alert", at: 1, labels: { alertname: "Down", instance: url, api_key: "hunter2" }, state: "firing" },
    { kind: "warning", at: 1, source: "p", text: "token=hunter2 refused" },
    { kind: "probe", at: 1, probe: "x", ended: [[1, 2, `cannot reach ${url}`]], open: [] },
  ];
  for (const fact of facts) {
    const { value, redactions } = redactFact(fact);
    assert.ok(!JSON.stringify(value).includes("hunter2"), JSON.stringify(value));
    assert.equal(redactions.every(({ file }) => file === "journal.ndjson"), true);
    assert.ok(redactions.length > 0);
  }
});

test("redactFact() leaves ordinary words", () => {
  const facts: Fact[] = [
    { kind: "mark", at: 1, mark: "fault", label: "worker-1 halted" },
    { kind: "phase", at: 1, name: "no quorum" },
    { kind: "alert", at: 1, labels: { alertname: "TargetDown", job: "traefik" }, state: "pending", activeAt: 1 },
    { kind: "clock", at: 1, source: "p", offset: 1, roundTrip: 1 },
    { kind: "recorder", at: 1, event: "start" },
  ];
  for (const fact of facts) assert.equal(redactFact(fact).value, fact);
});

test("redactAnswerPart() looks at labels, warnings and errors", () => {
  const body = {
    status: "error",
    error: "cannot ask http://me:hunter2@h/",
    data: { result: [{ values: [[1, "2"]] }] },
  };
  const { value } = redactAnswerPart("answers/001-x.json", { query: "up", start: 1, end: 2, step: 1, body });
  assert.ok(!JSON.stringify(value).includes("hunter2"));
  assert.equal(value.query, "up");
});
