import assert from "node:assert/strict";
import { test } from "node:test";
import { queryFault } from "../../src/analysis/query-fault.ts";

test("queryFault() tells in Prometheus' words why a query cannot be asked over a range, and where", () => {
  assert.deepEqual(queryFault("sum(up"), { words: "parse error: unclosed left parenthesis", offset: 6 });
  assert.deepEqual(queryFault("1 + up[1m]")?.offset, 4);
  assert.deepEqual(queryFault("up[1m]"), {
    words: 'invalid expression type "range vector" for range query, must be Scalar or instant Vector',
    offset: 0,
  });
  assert.match(queryFault('"text"')?.words ?? "", /^invalid expression type "string"/);
});

test("queryFault() finds nothing wrong with what could be answered, or fails by its samples only", () => {
  for (const query of ["up", "1", "sum(rate(x[1m])) / sum(rate(y[1m]))", "x * on (job) x", "histogram_avg(x)"]) {
    assert.equal(queryFault(query), undefined, query);
  }
});
