import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Counter, counterOf } from "../../src/analysis/counter.ts";
import { findSeriesEnds } from "../../src/analysis/series-ends.ts";
import { findTargets } from "../../src/analysis/targets.ts";
import { unseenIn } from "../../src/analysis/unknown-births.ts";
import { evaluateInstant } from "../../src/promql/engine/evaluate.ts";
import { storeOf } from "../../src/promql/engine/store.ts";
import { readQuery } from "../../src/promql/read-query.ts";
import { seriesOf, upOf } from "./series-of.ts";

const labels = { __name__: "requests_total", job: "traefik", instance: "a", code: "502" };
const whole = { start: 0, end: 1e9 };

function growth(samples: Parameters<typeof seriesOf>[1], ...others: ReturnType<typeof upOf>[]): number {
  return growthIn(counterOf(seriesOf(labels, samples), findTargets(others), 0), whole);
}

/** What PromQL says that a counter counted in an interval. */
function growthIn({ counted }: Counter, { start, end }: { start: number; end: number }): number {
  const query = `sum(increase(requests_total[${end - start}ms] anchored)) or vector(0)`;
  const { value } = evaluateInstant(readQuery(query), end - 1, storeOf([counted]), { lookback: 1e9 });
  return value.kind === "vector" ? value.samples[0]?.value ?? NaN : NaN;
}

test("counterOf() counts a reset from 0", () => {
  assert.equal(growth([[0, 10], [5_000, 13], [10_000, 2], [15_000, 5]], upOf("a", 0, 20_000)), 3 + 2 + 3);
});

test("counterOf() counts from 0 after a restart that only a counter beside it gives away", () => {
  const beside = seriesOf({ ...labels, code: "200" }, [[0, 90], [5_000, 95], [60_000, 4], [65_000, 9], [70_000, 9]]);
  assert.equal(growth([[0, 26], [5_000, 28], [70_000, 69]], upOf("a", 0, 80_000), beside), 2 + 69);
  const late = seriesOf({ ...labels, code: "504" }, [[5_000, 18], [70_000, 2]]);
  assert.equal(growth([[0, 26], [60_000, 5], [65_000, 5], [70_000, 6]], upOf("a", 0, 80_000), beside, late), 5 + 1);
});

test("counterOf() counts the birth of a series whose target was scraped before", () => {
  assert.equal(growth([[10_000, 6], [15_000, 7]], upOf("a", 0, 20_000)), 7);
});

test("counterOf() does not count what a target had before its first scrape", () => {
  assert.equal(growth([[0, 6], [5_000, 7]], upOf("a", 0, 20_000)), 1);
});

test("counterOf() does not know the past of a target that appears mid-session", () => {
  const targets = findTargets([upOf("a", 60_000, 80_000)]);
  const counter = counterOf(seriesOf(labels, [[60_000, 40], [65_000, 42]]), targets, 0);
  assert.equal(counter.birth?.kind, "unknown");
  assert.equal(growthIn(counter, whole), 2);
});

test("counterOf() does not know the past of a target that was unreachable until then", () => {
  const targets = findTargets([upOf("a", 0, 80_000, (at) => (at < 60_000 ? 0 : 1))]);
  assert.equal(counterOf(seriesOf(labels, [[60_000, 40]]), targets, 0).birth?.kind, "unknown");
});

test("counterOf() does not ask for the past of a target that appeared before the session began", () => {
  const targets = findTargets([upOf("a", 0, 80_000, (at) => (at < 40_000 ? 0 : 1))]);
  const series = seriesOf(labels, [[40_000, 40], [45_000, 42]]);
  assert.equal(counterOf(series, targets, 60_000).birth?.kind, "before");
  assert.equal(counterOf(series, targets, 30_000).birth?.kind, "unknown");
});

test("counterOf() counts from 0 when the target's process began within the session", () => {
  const began = seriesOf({ __name__: "process_start_time_seconds", job: "traefik", instance: "a" }, [[60_000, 55]]);
  const targets = findTargets([upOf("a", 60_000, 80_000), began]);
  const counter = counterOf(seriesOf(labels, [[60_000, 40], [65_000, 42]]), targets, 0);
  assert.equal(counter.birth?.kind, "zero");
  assert.equal(growthIn(counter, whole), 42);
});

test("counterOf() skips staleness markers and NaN", () => {
  assert.equal(growth([[0, 10], [5_000, "stale"], [10_000, 12]], upOf("a", 0, 20_000)), 2);
  assert.equal(growth([[0, 10], [5_000, NaN], [10_000, 12]], upOf("a", 0, 20_000)), 2);
});

test("counterOf() takes a series without `up` as one that was there before", () => {
  assert.equal(growth([[10_000, 6], [15_000, 7]]), 1);
});

test("unseenIn() counts what increase() cannot see", () => {
  const targets = findTargets([upOf("a", 0, 20_000)]);
  const counter = counterOf(seriesOf(labels, [[10_000, 6], [15_000, 9]]), targets, 0);
  assert.equal(unseenIn([counter], whole), 6);
  assert.equal(unseenIn([counter], { start: 10_001, end: 20_000 }), 0);
});

test("counterOf() counts so that the parts of an interval add up to the whole", () => {
  const values = fc.array(fc.nat(50), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(values, fc.integer({ min: 1, max: 220_000 }), (counts, cut) => {
    const samples = counts.map((value, index) => [index * 5_000, value] as const);
    const counter = counterOf(seriesOf(labels, samples), findTargets([upOf("a", -5_000, 0)]), -5_000);
    const before = growthIn(counter, { start: -5_000, end: cut });
    const after = growthIn(counter, { start: cut, end: 1e6 });
    assert.equal(before + after, growthIn(counter, { start: -5_000, end: 1e6 }));
  }));
});

test("counterOf() does not count what a series may have brought along from one that ended under other labels", () => {
  const old = seriesOf(labels, [[0, 50_000], [5_000, 50_010], [10_000, "stale"]]);
  const renamed = seriesOf({ ...labels, env: "prod" }, [[10_000, 50_020], [15_000, 50_025]]);
  const kindOf = (value: number, ...others: Parameters<typeof findTargets>[0][number][]) => {
    const born = seriesOf({ ...labels, env: "prod" }, [[10_000, value], [15_000, value + 5]]);
    return counterOf(born, findTargets([upOf("a", 0, 20_000), ...others]), 0, findSeriesEnds([old, born])).birth?.kind;
  };
  const counter = counterOf(renamed, findTargets([upOf("a", 0, 20_000)]), 0, findSeriesEnds([old, renamed]));
  assert.equal(counter.birth?.kind, "unknown");
  assert.equal(growthIn(counter, whole), 5);
  assert.equal(kindOf(7), "zero", "fewer than the one that ended had");
  const began = seriesOf({ __name__: "process_start_time_seconds", job: "traefik", instance: "a" }, [[10_000, 8]]);
  assert.equal(kindOf(60_000, began), "zero", "a new process");
});
