import assert from "node:assert/strict";
import { test } from "node:test";
import { covers, planQueries, selectSeries } from "../../src/promql/selection.ts";
import type { Plan } from "../../src/core/plan.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { findSelectors } from "../../src/promql/selectors.ts";

function planOf(...queries: string[]): Plan {
  return {
    id: "drill",
    title: "Drill",
    sources: { docker: [], probes: [] },
    swarmEvery: 1_000,
    step: 5_000,
    warmup: 0,
    minimumCoverage: 0.9,
    objectives: [],
    panels: queries.map((query, index) => ({ id: `p${index}`, title: query, query, unit: "count" })),
    configs: [],
    phases: [],
  };
}

test("selectSeries() always takes ALERTS and up", () => {
  assert.deepEqual(selectSeries(planOf()).selectors, ["ALERTS", "up"]);
});

test("selectSeries() leaves out a selector that a wider one covers", () => {
  const plan = planOf(
    'sum(rate(x{code=~"5..",job="a"}[1m])) / sum(rate(x{job="a"}[1m]))',
    'up{job="a"}',
    'y{a="1"} / y{b="2"}',
  );
  assert.deepEqual(selectSeries(plan).selectors, ["ALERTS", "up", 'x{job="a"}', 'y{a="1"}', 'y{b="2"}']);
});

test("selectSeries() takes a selector once, whatever the order of its matchers", () => {
  assert.deepEqual(selectSeries(planOf('x{a="1",b="2"} + x{b="2",a="1"}')).selectors.length, 3);
});

test("selectSeries() takes a histogram's parts together, all bounds of it", () => {
  const { selectors } = selectSeries(planOf('rate(d_bucket{le="0.1",job="a"}[1m])'));
  assert.deepEqual(selectors, ["ALERTS", "up", 'd_sum{job="a"}', 'd_count{job="a"}', 'd_bucket{job="a"}']);
});

test("selectSeries() names a query that cannot be read and goes on", () => {
  const { selectors, unreadable } = selectSeries(planOf("sum(", "x"));
  assert.deepEqual(unreadable.map(({ query }) => query), ["sum("]);
  assert.ok(selectors.includes("x"));
});

test("planQueries() gives each query once", () => {
  assert.deepEqual(planQueries(planOf("x", "y", "x")), [{ name: "panel-p0", query: "x" }, {
    name: "panel-p1",
    query: "y",
  }]);
});

test("covers() takes a value that a wider matcher allows for covered, and nothing that it cannot be sure of", () => {
  const covered = (wide: string, narrow: string) => {
    const [a, b] = [wide, narrow].map((text) => findSelectors(parseQuery(text))[0]);
    return a !== undefined && b !== undefined && covers(a, b);
  };
  assert.equal(covered("x", 'x{a="1"}'), true);
  assert.equal(covered('x{a=~"1|2"}', 'x{a="1"}'), true);
  assert.equal(covered('x{a!=""}', 'x{a="1",b=~"y"}'), true);
  assert.equal(covered('x{a="1"}', "x"), false);
  assert.equal(covered('x{a=~"1|2"}', 'x{a=~"1"}'), false);
  assert.equal(covered('{__name__="x"}', "x"), true);
  assert.equal(covered("x", '{__name__=~"x|y"}'), false);
});

test("selectSeries() takes the series that info() means without naming them", () => {
  assert.deepEqual(selectSeries(planOf("sum(info(x))")).selectors, ["ALERTS", "up", "x", "target_info"]);
});
