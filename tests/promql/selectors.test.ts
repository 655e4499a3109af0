import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuery } from "../../src/promql/parse.ts";
import { findSelectors, matchesLabels, metricOf } from "../../src/promql/selectors.ts";

function matches(query: string, labels: Record<string, string>): boolean {
  const expr = parseQuery(query);
  assert.equal(expr.kind, "selector");
  return expr.kind === "selector" && matchesLabels(expr, labels);
}

test("findSelectors() finds every selector in the order of the text", () => {
  const expr = parseQuery(
    'topk(scalar(k), sum(rate(a[5m])) / b offset 1m) unless max_over_time(c[1h:1m]) or {__name__="d"}',
  );
  assert.deepEqual(findSelectors(expr).map(metricOf), ["k", "a", "b", "c", "d"]);
});

test("findSelectors() gives the labels of info() their metric", () => {
  const found = findSelectors(parseQuery('info(rate(a[5m]), {version=~".+"})'));
  assert.deepEqual(found.map(metricOf), ["a", "target_info"]);
});

test("matchesLabels() counts a missing label as the empty text", () => {
  assert.ok(matches('x{a=""}', { __name__: "x" }));
  assert.ok(matches('x{a!="b"}', { __name__: "x" }));
  assert.ok(matches('x{a=~"|b"}', { __name__: "x" }));
  assert.ok(!matches('x{a=~".+"}', { __name__: "x" }));
  assert.ok(!matches("x", { __name__: "y" }));
});

test("matchesLabels() matches the whole value, as RE2 with dot for newline", () => {
  assert.ok(!matches('x{a=~"b"}', { __name__: "x", a: "abc" }));
  assert.ok(!matches('x{a=~"a|b"}', { __name__: "x", a: "ab" }));
  assert.ok(matches('x{a=~"(?i)A.c"}', { __name__: "x", a: "a\nC" }));
  assert.ok(matches('x{a=~"[[:alpha:]]\\\\pL"}', { __name__: "x", a: "aé" }));
  assert.ok(!matches('x{a!~"5.."}', { __name__: "x", a: "504" }));
});

test("matchesLabels() throws for a regular expression that RE2 refuses", () => {
  assert.throws(() => matches('x{a=~"b(?=c)"}', { __name__: "x", a: "b" }), SyntaxError);
});
