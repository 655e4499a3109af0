import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { queryFault } from "../../src/analysis/query-fault.ts";
import { readObjectives } from "../../src/archive/plan-fs.ts";
import { parseObjectives, parsePlan } from "../../src/archive/plan-text.ts";
import { UserError } from "../../src/core/user-error.ts";
import { drillPlan } from "../fixtures/drill.ts";

const reading = { file: "x.yaml", checkQuery: queryFault };

function mistakesOf(text: string): string[] {
  try {
    parseObjectives(text, drillPlan, reading);
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.exitCode, 64);
    return error.message.split("\n");
  }
  return [];
}

test("parseObjectives() puts the written objectives in place of the session's, and leaves the rest", () => {
  const plan = parseObjectives(
    `objectives:
  - { title: p99, query: "histogram_quantile(0.99, sum by (le) (rate(d_bucket[1m])))", threshold: 2s }
  - { title: Answers, probe: site, threshold: 60% }
`,
    drillPlan,
    reading,
  );
  assert.deepEqual(plan.objectives.map(({ id, threshold, unit }) => [id, threshold, unit]), [
    ["p99", 2, "seconds"],
    ["answers", 0.6, "ratio"],
  ]);
  assert.deepEqual({ ...plan, objectives: drillPlan.objectives }, drillPlan);
});

test("parseObjectives() takes a preset over the session's probes, with its panels, and other bounds", () => {
  const plan = parseObjectives(
    "preset: { traefik: 3, errorRate: 5% }\nwarmup: 30s\nminimumCoverage: 50%\n",
    drillPlan,
    reading,
  );
  assert.deepEqual(plan.objectives.map(({ id }) => id), ["error-rate", "answers"]);
  assert.equal(plan.panels.length, 5);
  assert.deepEqual([plan.warmup, plan.minimumCoverage, plan.step], [30_000, 0.5, drillPlan.step]);
});

test("parseObjectives() takes a whole plan and passes over what is of its recording", () => {
  const text = `title: Another
sources: { prometheus: { url: http://a:1 }, probes: [{ name: other, url: http://b/ }] }
preset: { traefik: 3, responseTime: 1s }
step: 1s
`;
  const plan = parseObjectives(text, drillPlan, reading);
  assert.deepEqual(plan.objectives[0], parsePlan(text, "x", "x.yaml").objectives[0]);
  assert.deepEqual([plan.id, plan.title, plan.step], [drillPlan.id, drillPlan.title, drillPlan.step]);
});

test("parseObjectives() lists every mistake with its place, as a plan's", () => {
  assert.deepEqual(
    mistakesOf(`objctives: []
preset: { traefik: 3, errorRate: 1 }
objectives:
  - { title: a, query: up, threshold: soon }
  - { title: b, probe: nowhere, threshold: 99% }
`),
    [
      'Cannot use objectives "x.yaml": it has 4 mistakes',
      'x.yaml:1:1 objctives: Nothing is called "objctives" here',
      'x.yaml:2:34 preset.errorRate: A bare number is a share of 1, so 1 would be 100 %: write "1%"',
      'x.yaml:4:39 objectives[0].threshold: Expected a threshold such as "200ms", "1%" or a number',
      'x.yaml:5:24 objectives[1].probe: No probe is called "nowhere": there is "site"',
    ],
  );
  assert.match(mistakesOf("objectives: [\n")[0] ?? "", /^Cannot use objectives "x\.yaml": it is not valid YAML/);
  assert.match(mistakesOf("- a\n")[1] ?? "", /^x\.yaml:1:1 \(objectives\): Must be a map with preset: or objectives:$/);
});

test("parseObjectives() takes a query that Prometheus would refuse for a mistake, with the place in the file", () => {
  const text = `objectives:
  - { title: a, query: "sum(up", threshold: 1 }
  - { title: b, query: 'up[1m]', threshold: 1 }
  - title: c
    query: >-
      sum(rate(x[1m])) /
      sum(rate(y[1q]))
    threshold: 1
  - { title: d, query: "up{a=\\"x\\"} + rate(up)", threshold: 1 }
panels: [{ title: p, query: up + }]
`;
  assert.deepEqual(mistakesOf(text), [
    'Cannot use objectives "x.yaml": it has 5 mistakes',
    "x.yaml:2:31 objectives[0].query: parse error: unclosed left parenthesis",
    'x.yaml:3:24 objectives[1].query: invalid expression type "range vector" for range query, ' +
    "must be Scalar or instant Vector",
    'x.yaml:7:18 objectives[2].query: parse error: bad number or duration syntax: "1"',
    "x.yaml:9:44 objectives[3].query: parse error: expected type range vector in call to function " +
    '"rate", got instant vector',
    "x.yaml:10:33 panels[0].query: parse error: unexpected end of input",
  ]);
});

test("parsePlan() reads a plan whose query Prometheus would refuse: an archived one stays readable", () => {
  const text = "title: x\nsources: { prometheus: { url: http://a:1 } }\n" +
    'objectives: [{ title: a, query: "sum(up", threshold: 1 }]\n';
  assert.equal(parsePlan(text, "x", "x.yaml").objectives.length, 1);
});

test("parseObjectives() refuses a file that judges nothing", () => {
  for (const text of ["", "panels: [{ title: Up, query: up }]\n", "objectives: []\n"]) {
    assert.match(mistakesOf(text)[1] ?? "", /^x\.yaml:1:1 \(objectives\): It judges nothing: add a preset/);
  }
});

test("readObjectives() knows the file by its name and its checksum", async () => {
  const folder = await mkdtemp(join(tmpdir(), "objectives-"));
  const path = join(folder, "other.yaml");
  try {
    await writeFile(path, "objectives: [{ title: Answers, probe: site, threshold: 60% }]\n");
    const { file, sha256, plan } = await readObjectives(path, drillPlan, queryFault);
    assert.equal(file, "other.yaml");
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(plan.objectives.map(({ id }) => id), ["answers"]);
    await assert.rejects(
      readObjectives(join(folder, "none.yaml"), drillPlan, queryFault),
      /Cannot find objectives ".*": no such file/,
    );
    await assert.rejects(readObjectives(folder, drillPlan, queryFault), {
      name: "UserError",
      message: /it is a folder$/,
    });
    await writeFile(path, `objectives: [] # ${"x".repeat(1_000_000)}`);
    await assert.rejects(readObjectives(path, drillPlan, queryFault), {
      name: "UserError",
      message: /it is larger than 1 MB$/,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
