import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command, Evaluation } from "./command.ts";
import { parseScript } from "./parse-script.ts";
import { ScriptError } from "./script-error.ts";

/** The only evaluation of a script. */
function only(text: string): Evaluation {
  const [command, ...more] = parseScript(text);
  assert.equal(more.length, 0);
  if (command?.kind !== "eval") throw new TypeError("Expected an eval");
  return command;
}

test("parseScript() tells commands by their first word, with their lines", () => {
  const commands = parseScript(
    "# a\nclear\nload 1m\n  a 1\n  b 2\n\nEVAL_x\n".replace("EVAL_x", "eval instant at 1m a\n a 1"),
  );
  assert.deepEqual(commands.map(({ kind, line }: Command) => [kind, line]), [["clear", 2], ["load", 3], ["eval", 7]]);
});

test("parseScript() ends a block at a comment", () => {
  const [load] = parseScript("load 1m\n a 1\n# b\n\nload 1m\n");
  assert.ok(load?.kind === "load" && load.lines.length === 1);
  assert.throws(
    () => parseScript("load 1m\n a 1\n# b\n c 1\n"),
    new ScriptError(4, 'Unknown command "c": there are clear, load and eval'),
  );
});

test("parseScript() reads loads: step, later lines of a series, start timestamps, native twins", () => {
  const [load] = parseScript("load_with_nhcb 15s\n a 1\n a 2 3\n b@st -1s _\n b 1 2\n @st -5s\n c 1 2");
  assert.ok(load?.kind === "load" && load.nativeTwins && load.step === 15_000);
  assert.deepEqual(load.lines.map(({ labels, points, starts }) => [labels.__name__, points.length, starts]), [
    ["a", 2, [undefined, undefined]],
    ["b", 2, [-1_000, undefined]],
    ["c", 2, [-5_000, -5_000]],
  ]);
});

test("parseScript() reads instants and ranges, 0 without a unit", () => {
  assert.deepEqual(only("eval instant at 1m30s sum(a)").time, { kind: "instant", at: 90_000 });
  assert.equal(only("eval instant at 1m30s sum(a)").query, "sum(a)");
  const range = only("eval range from 0 to 5m step 30s a offset 1m");
  assert.deepEqual(range.time, { kind: "range", start: 0, end: 300_000, step: 30_000 });
  assert.equal(range.query, "a offset 1m");
});

test("parseScript() reads series, scalars, strings and range vectors", () => {
  const { value } = only("eval instant at 0 a\n a 1\n b 2").expectation;
  assert.ok(value.kind === "series" && value.lines.length === 2);
  assert.deepEqual(only("eval instant at 0 1\n -1.5e3").expectation.value, { kind: "scalar", value: -1500 });
  assert.deepEqual(only('eval instant at 0 "a"\n expect string `a\\b`').expectation.value, {
    kind: "string",
    value: "a\\b",
  });
  const vector = only("eval instant at 1m a[1m]\n expect range vector from 10s to 1m step 10s\n a 1 2 3").expectation;
  assert.ok(vector.value.kind === "series");
  assert.deepEqual(vector.value.range, { start: 10_000, end: 60_000, step: 10_000 });
});

test("parseScript() goes on after the line of a scalar", () => {
  assert.equal(parseScript("eval instant at 0 1\n 1\neval instant at 0 2\n 2").length, 2);
});

test("parseScript() reads what is expected of errors, annotations and order", () => {
  const { failure, warnings, infos, ordered } = only(
    "eval instant at 0 a\n expect warn msg: so\n expect warn regex: s.\n expect no_info\n expect ordered\n a 1",
  ).expectation;
  assert.equal(failure, undefined);
  assert.ok(ordered);
  assert.deepEqual(infos, { kind: "none" });
  const matches = [{ kind: "text", text: "so" }, { kind: "pattern", pattern: "s." }];
  assert.deepEqual(warnings, { kind: "some", matches });
  assert.deepEqual(only("eval instant at 0 a\n expect fail").expectation.failure, { kind: "any" });
});

test("parseScript() reads the old suffixes", () => {
  assert.deepEqual(only("eval_fail instant at 0 a").expectation.failure, { kind: "any" });
  const old = only("eval_fail instant at 0 a\n expected_fail_regexp a.*b").expectation.failure;
  assert.deepEqual(old, { kind: "pattern", pattern: "a.*b" });
  assert.ok(only("eval_ordered instant at 0 a").expectation.ordered);
  assert.equal(only("eval_warn range from 0 to 1m step 1m a").expectation.warnings.kind, "some");
});

test("parseScript() tells the line of what it cannot read", () => {
  const lineOf = (text: string) => {
    try {
      parseScript(text);
    } catch (error) {
      return error instanceof ScriptError ? error.line : error;
    }
    return undefined;
  };
  assert.equal(lineOf("\nwait 1m"), 2);
  assert.equal(lineOf("load soon"), 1);
  assert.equal(lineOf("load 1m\n a 1\n b one"), 3);
  assert.equal(lineOf("load 1m\n a@st -1s\n b 1"), 3);
  assert.equal(lineOf("eval a"), 1);
  assert.equal(lineOf("eval range from 2m to 1m step 1m a"), 1);
  assert.equal(lineOf("eval instant at 0 a\n a 1 2"), 2);
  assert.equal(lineOf("eval instant at 0 a\n expect wonders"), 2);
  assert.equal(lineOf("eval instant at 0 a\n expect warn\n expect no_warn"), 3);
  assert.equal(lineOf("eval instant at 0 a\n expect fail\n expect fail"), 3);
});
