import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlan } from "../../src/archive/plan-text.ts";
import { UserError } from "../../src/core/user-error.ts";

function mistakesOf(text: string): string[] {
  try {
    parsePlan(text, "x", "x.yaml");
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.exitCode, 64);
    return error.message.split("\n").slice(1);
  }
  return [];
}

test("parsePlan() lists every mistake with its path, line and column, in the order of the file", () => {
  const text = `title: x
sources:
  prometheus: { url: http://127.0.0.1:9090, every: 20s, nope: 3 }
  probes:
    - { name: site, url: foo }
objectives:
  - title: Response time
    query: up
    threshold: soon
  - title: No threshold
    query: up
`;
  assert.deepEqual(mistakesOf(text), [
    "x.yaml:3:52 sources.prometheus.every: Expected a duration from 1s to 15s",
    'x.yaml:3:57 sources.prometheus.nope: Nothing is called "nope" here',
    'x.yaml:5:26 sources.probes[0].url: Expected a URL that begins with "http://" or "https://"',
    'x.yaml:9:16 objectives[0].threshold: Expected a threshold such as "200ms", "1%" or a number',
    'x.yaml:10:5 objectives[1].threshold: Missing: expected a threshold such as "200ms", "1%" or a number',
  ]);
});

test("parsePlan() lists mistakes of YAML with their place", () => {
  assert.match(mistakesOf("title: x\ntitle: y\n")[0] ?? "", /^x\.yaml:2:1 .*unique/);
  assert.match(mistakesOf("title: [\n")[0] ?? "", /^x\.yaml:\d+:\d+ /);
});

test("parsePlan() says what an empty plan lacks", () => {
  assert.deepEqual(mistakesOf(""), [
    "x.yaml:1:1 title: Missing: expected some text",
    "x.yaml:1:1 sources: Missing: write sources: { prometheus: { url: http://127.0.0.1:9090 } }",
  ]);
});

test("parsePlan() refuses a text that is no map", () => {
  assert.equal(mistakesOf("- a\n").length, 1);
  assert.equal(mistakesOf("just words\n").length, 1);
});

test("parsePlan() tells of broken YAML the first fault, and how many more there are", () => {
  assert.deepEqual(mistakesOf("title: x\n\tsources: y\nfoo: }\n - b\n"), [
    "x.yaml:2:1 Tabs are not allowed as indentation: write spaces",
    "and 3 more, which may only follow from it",
  ]);
});

test("parsePlan() refuses an alias that leads nowhere", () => {
  assert.match(mistakesOf("title: *x\n")[0] ?? "", /alias.*: x$/);
});

test("parsePlan() asks whether a key that is like an unknown one was meant, or says where it belongs", () => {
  const text = `title: x
sources: { prometheus: { url: http://a:1, bearrer: { env: TOKEN } } }
phase: [a]
probes: []
preset: { traefik: 3, errorRate: 1% }
`;
  assert.deepEqual(mistakesOf(text), [
    'x.yaml:2:43 sources.prometheus.bearrer: Nothing is called "bearrer" here; did you mean "bearer"?',
    'x.yaml:3:1 phase: Nothing is called "phase" here; did you mean "phases"?',
    'x.yaml:4:1 probes: Nothing is called "probes" here; it belongs into "sources"',
  ]);
});

test("parsePlan() says what to write in place of a wrong type", () => {
  const text = `title: 3
sources: { prometheus: { url: http://a:1, bearer: hunter2 } }
phases: baseline, one
objectives: [foo]
preset:
`;
  const secret = "A secret must not stand in a plan: write { env: NAME }, and set the environment variable NAME";
  assert.deepEqual(mistakesOf(text), [
    'x.yaml:1:8 title: Expected text: write "3" in quotes',
    `x.yaml:2:51 sources.prometheus.bearer: ${secret}`,
    "x.yaml:3:9 phases: Must be a list: [baseline, one worker]",
    "x.yaml:4:14 objectives[0]: Must be a map: { title: Answers, probe: site, threshold: 99% }",
    "x.yaml:5:8 preset: Is empty: leave it out, or fill it in. " +
    "Must be a map: { traefik: 3, responseTime: 200ms, errorRate: 1% }",
  ]);
});

test("parsePlan() offers only the metrics that the plan's Traefik has", () => {
  const mistakes = (traefik: number) =>
    mistakesOf(`title: x
sources: { prometheus: { url: http://a:1 } }
preset: { traefik: ${traefik}, errorRate: 1%, by: router }
`);
  assert.deepEqual(mistakes(1), ['x.yaml:3:42 preset.by: Expected "entrypoint" or "backend" for Traefik 1']);
  assert.deepEqual(mistakes(3), ['x.yaml:3:42 preset.by: Expected "entrypoint" or "service" for Traefik 3']);
});
