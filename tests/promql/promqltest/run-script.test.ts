import assert from "node:assert/strict";
import { test } from "node:test";
import { QueryError } from "../../../src/promql/engine/query-error.ts";
import type { Annotation, QueryValue } from "../../../src/promql/engine/query-value.ts";
import { printExpr } from "../../../src/promql/print.ts";
import type { Engine } from "./engine.ts";
import type { Outcome } from "./outcome.ts";
import { runScript } from "./run-script.ts";

const info: Annotation = { severity: "info", text: "odd", position: { start: 0, end: 1 } };

/** A vector of series `a`, `b` … in that order. */
function vector(...values: number[]): QueryValue {
  const samples = values.map((value, index) => ({ labels: { __name__: "abc"[index] ?? "" }, value }));
  return { kind: "vector", at: 0, samples };
}

/** An engine that always yields these, in a range at its middle step. */
function fake(value: QueryValue, annotations: readonly Annotation[] = [], middle = value): Engine {
  return {
    instant: () => ({ value, annotations }),
    range: (_, { start, step }) => {
      const samples = middle.kind === "vector" ? middle.samples : [];
      const series = samples.map(({ labels, value }) => {
        return { labels, times: Float64Array.of(start + step), values: Float64Array.of(value) };
      });
      return { value: { kind: "matrix", series }, annotations: [] };
    },
  };
}

function throwing(error: Error): Engine {
  const fail = () => {
    throw error;
  };
  return { instant: fail, range: fail };
}

function run(script: string, engine: Engine): Outcome | undefined {
  return runScript(script, engine)[0]?.outcome;
}

function differencesOf(outcome: Outcome | undefined): string[] {
  if (outcome?.kind !== "failed") return [];
  return outcome.differences.map(({ expected, got }) => `${expected} | ${got}`);
}

test("runScript() asks instants as written, pinned, and in ranges of three", () => {
  const asked: string[] = [];
  const engine = fake(vector(1));
  const spy: Engine = {
    instant: (expr, at, store) => {
      asked.push(`${printExpr(expr)} at ${at}`);
      return engine.instant(expr, at, store);
    },
    range: (expr, range, store) => {
      asked.push(`${printExpr(expr)} from ${range.start} to ${range.end}`);
      return engine.range(expr, range, store);
    },
  };
  assert.deepEqual(run("eval instant at 0 a\n a 1", spy), { kind: "passed" });
  assert.deepEqual(asked, [
    "a at 0",
    "a from -60000 to 60000",
    "a @ 0 at -1000",
    "a @ 0 from -61000 to 59000",
    "a @ 0 at 0",
    "a @ 0 from -60000 to 60000",
    "a @ 0 at 1000",
    "a @ 0 from -59000 to 61000",
  ]);
});

test("runScript() compares values, missing and unexpected series", () => {
  assert.deepEqual(differencesOf(run("eval instant at 0 a\n a 1\n c 3", fake(vector(2, 5)))), [
    "a 1 | a 2",
    "no such series | b 5",
    "c 3 | no such series",
  ]);
  assert.equal(run("eval instant at 0 a\n a 1\n b 2", fake(vector(1, 2.000001)))?.kind, "passed");
});

test("runScript() heeds the order where it is expected", () => {
  const script = "eval instant at 0 a\n expect ordered\n b 2\n a 1";
  assert.equal(differencesOf(run(script, fake(vector(1, 2)))).length, 2);
  assert.equal(run(script.replace(" expect ordered\n", ""), fake(vector(1, 2)))?.kind, "passed");
});

test("runScript() tells in which way a case failed", () => {
  const outcome = run("eval instant at 0 a\n a 1", fake(vector(1), [], vector(2)));
  assert.deepEqual(outcome, {
    kind: "failed",
    mode: "as written, in a range",
    differences: [{ expected: "a 1", got: "a 2" }],
  });
});

test("runScript() wants matrices sorted by labels, at the right times", () => {
  const series = ["b", "a"].map((name) => {
    return { labels: { __name__: name }, times: Float64Array.of(0, 120_000), values: Float64Array.of(1, 3) };
  });
  const engine: Engine = { ...fake(vector()), range: () => ({ value: { kind: "matrix", series }, annotations: [] }) };
  const script = "eval range from 0 to 2m step 1m a\n a 1 _ 3\n b 1 2 3";
  assert.deepEqual(differencesOf(run(script, engine)), ["series sorted by labels | b before a", "b 1 2 3 | b 1 _ 3"]);
});

test("runScript() compares scalars and strings", () => {
  assert.equal(run("eval range from 0 to 1m step 1m 1\n 1", fake(vector()))?.kind, "failed");
  const string: QueryValue = { kind: "string", at: 0, value: "a" };
  assert.equal(run('eval instant at 0 "a"\n expect string "a"', fake(string))?.kind, "passed");
  assert.deepEqual(differencesOf(run('eval instant at 0 "a"\n expect string "b"', fake(string))), [
    'string "b" | string "a"',
  ]);
  assert.deepEqual(differencesOf(run("eval instant at 0 a\n 1", fake(vector(1)))), ["scalar 1 | a vector of 1 series"]);
});

test("runScript() compares annotations where a line asks for them", () => {
  const script = (line: string) => `eval instant at 0 a\n ${line}\n a 1`;
  const outcome = (line: string, found: Annotation[] = [info]) =>
    differencesOf(run(script(line), fake(vector(1), found)));
  assert.deepEqual(outcome("a 1"), []);
  assert.deepEqual(outcome("expect info"), []);
  assert.deepEqual(outcome("expect info msg: PromQL info: odd (1:1)"), []);
  assert.deepEqual(outcome("expect info regex: od+ "), []);
  assert.deepEqual(outcome("expect no_warn"), []);
  assert.deepEqual(outcome("expect no_info"), ["no info | PromQL info: odd (1:1)"]);
  assert.deepEqual(outcome("expect warn"), ["any warning | no warning"]);
  assert.deepEqual(outcome("expect info regex: even"), [
    "info like: even | PromQL info: odd (1:1)",
    "no other info | PromQL info: odd (1:1)",
  ]);
});

test("runScript() compares errors", () => {
  const refused = throwing(new QueryError("execution", "no way"));
  const outcome = (line: string, engine = refused) => differencesOf(run(`eval instant at 0 a\n ${line}`, engine));
  assert.deepEqual(outcome("expect fail"), []);
  assert.deepEqual(outcome("expect fail msg: no way"), []);
  assert.deepEqual(outcome("expect fail regex: ^no$"), ["error like: ^no$ | error: no way"]);
  assert.deepEqual(outcome("a 1"), ["an answer | error: no way"]);
  assert.deepEqual(outcome("expect fail", fake(vector(1))), ["any error | no error"]);
});

test("runScript() counts what is no PromQL as an error with its place", () => {
  const engine = fake(vector());
  assert.deepEqual(run("eval instant at 0 sum(\n expect fail regex: ^1:5: parse error: ", engine), { kind: "passed" });
  assert.equal(run("eval instant at 0 sum(", engine)?.kind, "failed");
});

test("runScript() lets nothing pass that broke the engine", () => {
  const outcome = run("eval instant at 0 a\n expect fail", throwing(new TypeError("undefined is not a column")));
  assert.match(differencesOf(outcome)[0] ?? "", /TypeError: undefined is not a column at tests\/promql\//);
});

test("runScript() tells why a case is not supported", () => {
  const unsupported = throwing(new QueryError("unsupported", "it needs more"));
  assert.deepEqual(run("eval instant at 0 a\n a 1", unsupported), { kind: "unsupported", reason: "it needs more" });
  assert.deepEqual(run("eval instant at 0 a\n expect fail", unsupported)?.kind, "unsupported");
  assert.deepEqual(run("eval instant at 0 a\n a {{count:1}}", fake(vector()))?.kind, "unsupported");
});

test("runScript() leaves out a variant that is not supported", () => {
  const engine: Engine = { ...fake(vector(1)), range: throwing(new QueryError("unsupported", "ranges")).range };
  assert.deepEqual(run("eval instant at 0 a\n a 1", engine), { kind: "passed" });
});

test("runScript() loads, adds up and clears", () => {
  const seen: number[] = [];
  const engine: Engine = {
    ...fake(vector()),
    instant: (_, at, store) => {
      if (at === 60_000) seen.push(store.series.length);
      return { value: vector(), annotations: [] };
    },
  };
  runScript(
    "load 1m\n a 1\n\nload 1m\n b 1\n\neval instant at 1m time()\n\nclear\n\neval instant at 1m time()",
    engine,
  );
  assert.deepEqual(seen, [2, 0]);
});
