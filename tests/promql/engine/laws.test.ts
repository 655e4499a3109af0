import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluateInstant, evaluateRange } from "../../../src/promql/engine/evaluate.ts";
import { keyOf } from "../../../src/promql/engine/label-set.ts";
import { QueryError } from "../../../src/promql/engine/query-error.ts";
import type { QueryResult } from "../../../src/promql/engine/query-value.ts";
import { storeOf } from "../../../src/promql/engine/store.ts";
import { printExpr } from "../../../src/promql/print.ts";
import { readQuery } from "../../../src/promql/read-query.ts";
import { randomExprs } from "../random-expr.ts";
import { seriesEvery } from "./engine-series.ts";

const series = (["a", "b", "c"] as const).flatMap((l, shift) => [
  seriesEvery(
    10_000,
    { __name__: "requests_total", l, m: "x" },
    [0, 3, 9, 1, shift, 2, null, 12, "stale", 20, 21, 30],
  ),
  seriesEvery(7_000 + shift, { __name__: "depth", l }, [5, NaN, -1, 0, -0, Infinity, 1e300, null, null, -2.5, 7, 8]),
  seriesEvery(
    11_000,
    { __name__: "size_bucket", l: "a", le: ["1", "5", "+Inf"][shift]! },
    [1, 4, 9, 16, 25, 36]
      .map((value) => value * (shift + 1)),
  ),
  seriesEvery(30_000, { __name__: "target_info", l, job: "j", v: `v${shift}` }, [1, 1, 1, 1]),
]);
const store = storeOf(series);

const material = {
  metrics: ["requests_total", "depth", "size_bucket", "target_info"],
  labels: { l: ["a", "b", "c", ""], m: ["x", ""], le: ["1", "+Inf"] },
};
const limits = { maxSamples: 5_000 };

/** What an evaluation answers; `undefined` where it runs into a limit, the words where the query has no answer. */
function ask(evaluate: () => QueryResult): QueryResult["value"] | string | undefined {
  try {
    return evaluate().value;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return error.kind === "limit" ? undefined : error.message;
  }
}

test("a range query answers at each step what an instant query answers there", () => {
  const { vector, scalar } = randomExprs({
    ...material,
    leaveOut: ["at", "durations"],
    without: ["start", "end", "step", "range", "start_timestamp"],
    depth: 3,
  });
  const range = { start: 15_000, end: 135_000, step: 12_000 };
  let compared = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: vector }, scalar), (random) => {
      const expr = readQuery(printExpr(random));
      const whole = ask(() => evaluateRange(expr, range, store, limits));
      if (typeof whole !== "object") return;
      assert.ok(whole.kind === "matrix");
      for (let at = range.start; at <= range.end; at += range.step) {
        const single = ask(() => evaluateInstant(expr, at, store, limits));
        const points: (readonly [string, number | undefined])[] = whole.series.flatMap(({ labels, times, values }) => {
          const index = times.indexOf(at);
          return index < 0 ? [] : [[keyOf(labels), values[index]] as const];
        });
        assert.deepEqual(new Map(points), pointsOf(single), printExpr(expr));
        compared += 1;
      }
    }),
    { numRuns: 500, seed: 11 },
  );
  assert.ok(compared > 2_000, `only ${compared} steps were compared`);
});

function pointsOf(value: QueryResult["value"] | string | undefined): Map<string, number | undefined> {
  assert.ok(typeof value === "object", `an instant query has no answer: ${value}`);
  switch (value.kind) {
    case "scalar":
      return new Map([[keyOf({}), value.value]]);
    case "vector":
      return new Map(value.samples.map(({ labels, value }) => [keyOf(labels), value]));
    default:
      throw new TypeError(`Unexpected ${value.kind}`);
  }
}

test("an evaluation leaves the store as it was and answers the same again", () => {
  const { vector } = randomExprs({ ...material, without: ["start_timestamp"], depth: 3 });
  const before = JSON.stringify(series.map(({ times, values }) => [[...times], [...values]]));
  fc.assert(
    fc.property(vector, (random) => {
      const expr = readQuery(printExpr(random));
      const evaluate = () => ask(() => evaluateRange(expr, { start: 0, end: 100_000, step: 20_000 }, store, limits));
      assert.deepEqual(evaluate(), evaluate());
    }),
    { numRuns: 200, seed: 12 },
  );
  assert.equal(JSON.stringify(series.map(({ times, values }) => [[...times], [...values]])), before);
});

test("any query that can be read is answered or refused by a QueryError, with the rules of both versions", () => {
  const { vector, scalar, matrix, string } = randomExprs({ ...material, depth: 4 });
  fc.assert(
    fc.property(fc.oneof(vector, scalar, matrix, string), fc.constantFrom(2 as const, 3 as const), (random, rules) => {
      const expr = readQuery(printExpr(random));
      for (const delayedNameRemoval of [false, true]) {
        ask(() => evaluateInstant(expr, 60_000, store, { ...limits, rules, delayedNameRemoval }));
        ask(() =>
          evaluateRange(expr, { start: 0, end: 60_000, step: 7_000 }, store, { ...limits, rules, delayedNameRemoval })
        );
      }
    }),
    { numRuns: 300, seed: 13 },
  );
});
