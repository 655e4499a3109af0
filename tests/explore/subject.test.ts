import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameQuery } from "../../src/explore/same-query.ts";
import { findPlanQuery } from "../../src/explore/subject.ts";

test("isSameQuery() looks past spaces, line ends and comments, and not into strings", () => {
  assert.ok(isSameQuery("sum(rate(a[1m]))", " sum (\n  rate(a[1m]) # all\n)"));
  assert.ok(!isSameQuery('a{b="c d"}', 'a{b="cd"}'));
  assert.ok(!isSameQuery("a and b", "aandb"));
});

test("findPlanQuery() finds the plan's query by what it asks", () => {
  const queries = [{ title: "A", query: "sum(a)", unit: "ratio" }, { title: "B", query: "b", unit: "count" }] as const;
  assert.equal(findPlanQuery("sum( a )", { queries })?.title, "A");
  assert.equal(findPlanQuery("sum(b)", { queries }), undefined);
});
