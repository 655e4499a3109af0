import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { planJsonSchema } from "../../src/core/plan-json-schema.ts";
import { expandPlan, planSource } from "../../src/core/plan-source.ts";
import { plan } from "../../src/core/plan.ts";

const base = {
  title: "Losing a worker",
  sources: {
    prometheus: { url: "http://127.0.0.1:9090" },
    docker: [{ name: "manager", host: "unix:///var/run/docker.sock" }],
    probes: [{ name: "site", url: "http://127.0.0.1/" }],
  },
  preset: { traefik: 3, by: "entrypoint", name: "web", responseTime: "200ms", errorRate: "1%" },
};

function issuesOf(source: unknown): string[] {
  const result = planSource.safeParse(source);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("expandPlan() fills in the defaults", () => {
  const expanded = expandPlan("x", planSource.parse(base));
  assert.deepEqual(plan.parse(expanded), expanded);
  assert.equal(expanded.swarmEvery, 1_000);
  assert.equal(expanded.step, 5_000);
  assert.equal(expanded.warmup, 0);
  assert.equal(expanded.minimumCoverage, 0.9);
  assert.equal(expanded.sources.prometheus?.every, 15_000);
  assert.equal(expanded.sources.docker[0]?.timeout, 800);
  const [probe] = expanded.sources.probes;
  assert.deepEqual([probe?.interval, probe?.timeout, probe?.good], [250, 60_000, { status: [[200, 399]] }]);
});

test("planSource reads durations, thresholds, shares and status codes", () => {
  const source = {
    ...base,
    warmup: "1m30s",
    minimumCoverage: "80%",
    sources: {
      ...base.sources,
      probes: [{ name: "site", url: "http://127.0.0.1/", good: { status: ["200-299", 304], within: "2s" } }],
    },
    objectives: [
      { title: "Slow", query: "up", threshold: "1.5s", comparison: "at most", for: "10s" },
      { title: "Queue", query: "up", threshold: 7 },
      { title: "Tail", probe: "site", measure: "p95", threshold: "250ms" },
      { title: "Well", probe: "site", threshold: "99.9%" },
    ],
  };
  const expanded = expandPlan("x", planSource.parse(source));
  assert.equal(expanded.warmup, 90_000);
  assert.equal(expanded.minimumCoverage, 0.8);
  assert.deepEqual(expanded.sources.probes[0]?.good, { status: [[200, 299], [304, 304]], within: 2_000 });
  const own = expanded.objectives.slice(3).map(({ comparison, threshold, unit, words }) => [
    comparison,
    threshold,
    unit,
    words.replaceAll("\u202f", " "),
  ]);
  assert.deepEqual(own, [
    ["<=", 1.5, "seconds", "Slow at most 1.5 s, broken when it is not so for 10 s"],
    ["<", 7, "count", "Queue below 7"],
    ["<", 0.25, "seconds", "Tail below 250 ms"],
    [">=", 0.999, "ratio", "Well at least 99.9 %"],
  ]);
});

test("expandPlan() lets a plan's own objective replace one of the preset", () => {
  const objectives = [{ id: "error-rate", title: "Errors", query: "up", threshold: 1 }];
  const expanded = expandPlan("x", planSource.parse({ ...base, objectives }));
  assert.deepEqual(expanded.objectives.map(({ id }) => id), ["response-time", "answers", "error-rate"]);
});

test("planSource rejects a URL with a user name and says what to write", () => {
  const source = { ...base, sources: { ...base.sources, prometheus: { url: "http://me:secret@127.0.0.1:9090" } } };
  const [issue = ""] = issuesOf(source);
  assert.match(issue, /^sources\.prometheus\.url: A URL must not carry a user name/);
  assert.match(issue, /basic: \{ username: \{ env: PROMETHEUS_USER \}/);
  assert.doesNotMatch(issue, /secret/);
});

test("planSource takes a secret only as the name of a variable", () => {
  const prometheus = { url: "http://127.0.0.1:9090", bearer: "hunter2" };
  assert.match(
    issuesOf({ ...base, sources: { ...base.sources, prometheus } })[0] ?? "",
    /^sources\.prometheus\.bearer/,
  );
});

test("planSource keeps the bounds of polling", () => {
  assert.match(issuesOf({ ...base, swarm: { every: "200ms" } })[0] ?? "", /at least 250ms/);
  const prometheus = { url: "http://127.0.0.1:9090", every: "20s" };
  assert.match(issuesOf({ ...base, sources: { ...base.sources, prometheus } })[0] ?? "", /from 1s to 15s/);
});

test("planSource finds names that are taken, missing or do not fit", () => {
  const source = {
    title: "x",
    sources: { docker: [{ name: "a", host: "unix:///a" }, { name: "a", host: "unix:///b" }] },
    objectives: [
      { title: "No probe", probe: "site", threshold: "99%" },
      { title: "Neither", threshold: 1 },
      { title: "Unit", query: "up", threshold: "1s", unit: "ratio" },
    ],
  };
  assert.deepEqual(issuesOf(source), [
    'sources.docker.1.name: The name "a" is taken already',
    'objectives.0.probe: No probe is called "site": there is none',
    'objectives.1: An objective needs either "query" or "probe"',
    "objectives.2.threshold: The threshold is written in seconds, the unit says ratio",
    "objectives.2.query: A query needs sources.prometheus",
  ]);
});

test("planSource rejects a plan that judges nothing, and what it does not know", () => {
  assert.match(issuesOf({ title: "x", sources: {} })[0] ?? "", /judges nothing/);
  assert.match(issuesOf({ ...base, objetives: [] })[0] ?? "", /objetives/);
});

test("content/plans/plan.schema.json is what planJsonSchema() writes", () => {
  const written = readFileSync(new URL("../../content/plans/plan.schema.json", import.meta.url), "utf8");
  assert.equal(written, planJsonSchema(), "run npm run plan-schema");
});

test("planSource refuses a share that is written as a bare 1 or more", () => {
  const preset = (changed: object) => issuesOf({ ...base, preset: { ...base.preset, ...changed } });
  assert.deepEqual(preset({ errorRate: 1 }), [
    'preset.errorRate: A bare number is a share of 1, so 1 would be 100 %: write "1%"',
  ]);
  assert.match(preset({ answers: 1.5 })[0] ?? "", /^preset\.answers: .* write "1\.5%"$/);
  assert.match(preset({ answers: { threshold: 99 } })[0] ?? "", /^preset\.answers: .* write "99%"$/);
  assert.match(preset({ errorRate: "150%" })[0] ?? "", /never above 100 %/);
  assert.match(preset({ errorRate: 0 })[0] ?? "", /never below 0 %/);
  assert.deepEqual(preset({ errorRate: 0.01, answers: "100%" }), []);
});

test("planSource refuses an objective whose share can never hold or never break", () => {
  const objective = (changed: object) =>
    issuesOf({ ...base, objectives: [{ title: "Seen", threshold: 1, ...changed }] });
  assert.match(objective({ probe: "site" })[0] ?? "", /^objectives\.0\.threshold: .*"100%" for all/);
  assert.match(objective({ query: "a / b", unit: "ratio" })[0] ?? "", /write "1%"$/);
  assert.match(objective({ probe: "site", threshold: "120%" })[0] ?? "", /never above 100 %/);
  assert.match(objective({ probe: "site", threshold: "100%", comparison: ">" })[0] ?? "", /at least/);
  assert.deepEqual(objective({ query: "up" }), []);
  assert.deepEqual(objective({ query: "a / b", threshold: "150%" }), []);
  assert.deepEqual(objective({ probe: "site", threshold: "100%" }), []);
  assert.deepEqual(objective({ probe: "site", threshold: 0, comparison: ">" }), []);
});

test("planSource tells an objective with both a query and a probe from one with neither", () => {
  const objectives = [{ title: "Both", query: "up", probe: "site", threshold: "99%" }];
  assert.match(issuesOf({ ...base, objectives })[0] ?? "", /^objectives\.0\.probe: Both "query" and "probe" are given/);
});

test("planSource says what a probe may do when its URL carries a password", () => {
  const probes = [{ name: "site", url: "http://me:secret@127.0.0.1/" }];
  const [issue = ""] = issuesOf({ ...base, sources: { ...base.sources, probes } });
  assert.match(issue, /a probe sends a plain GET without credentials/);
  assert.doesNotMatch(issue, /basic|secret/);
});

test("planSource wants a probe for answers", () => {
  const sources = { prometheus: base.sources.prometheus };
  assert.match(issuesOf({ ...base, sources, preset: { ...base.preset, answers: "99%" } })[0] ?? "", /needs a probe/);
});
