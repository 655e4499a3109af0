import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuery } from "../../../src/promql/parse.ts";
import { printExpr } from "../../../src/promql/print.ts";
import { pinExpr } from "./pin.ts";
import { variantsOf } from "./variants.ts";

function pinned(query: string): string | undefined {
  const expr = pinExpr(parseQuery(query), 60_000);
  return expr && printExpr(expr);
}

test("pinExpr() pins selectors, ranges and subqueries, with their offsets", () => {
  assert.equal(pinned("sum(a) / b offset 1m"), "sum(a @ 60) / b @ 60 offset 1m");
  assert.equal(pinned("-rate(a[5m])"), "-rate(a[5m] @ 60)");
  assert.equal(pinned("topk(scalar(k), (a))"), "topk(scalar(k @ 60), (a @ 60))");
});

test("pinExpr() leaves the inside of a subquery and what is pinned already", () => {
  assert.equal(pinned("max_over_time(rate(a[1m])[5m:1m])"), "max_over_time(rate(a[1m])[5m:1m] @ 60)");
  assert.equal(pinned("a @ 10 + b[1m] @ end()"), "a @ 10 + b[1m] @ 60");
});

test("pinExpr() gives up where a function depends on the time of the evaluation", () => {
  assert.equal(pinned("time()"), undefined);
  assert.equal(pinned("a + hour()"), undefined);
  assert.equal(pinned("topk(minute(), a)"), undefined);
  assert.equal(pinned("a * step()"), undefined);
  assert.equal(pinned("a[step()]"), "a[step()] @ 60");
  assert.equal(pinned("sum_over_time(vector(time())[5m:1m])"), "sum_over_time(vector(time())[5m:1m] @ 60)");
});

test("variantsOf() asks at five other instants, at three for the epoch", () => {
  const times = (query: string, at: number) => variantsOf(query, parseQuery(query), at).map((variant) => variant.at);
  assert.deepEqual(times("a", 60_003), [60_003, -600_030, 0, 12_000, 60_003, 600_030]);
  assert.deepEqual(times("a", 0), [0, -1_000, 0, 1_000]);
  assert.deepEqual(times("time()", 60_000), [60_000]);
});

test("variantsOf() keeps out of ranges what depends on them", () => {
  const ranges = (query: string) => variantsOf(query, parseQuery(query), 1_000).map((variant) => variant.ranges);
  assert.deepEqual(ranges("a"), Array(6).fill(true));
  assert.deepEqual(ranges("a @ end()"), [false, ...Array(5).fill(true)]);
  assert.deepEqual(ranges("a[step()]"), Array(6).fill(false));
});
