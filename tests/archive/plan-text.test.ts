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
  assert.deepEqual(mistakesOf(""), ["x.yaml:1:1 title: Missing: expected some text", "x.yaml:1:1 sources: Missing"]);
});

test("parsePlan() refuses a text that is no map", () => {
  assert.equal(mistakesOf("- a\n").length, 1);
  assert.equal(mistakesOf("just words\n").length, 1);
});
