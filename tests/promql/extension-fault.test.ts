import assert from "node:assert/strict";
import { test } from "node:test";
import { findExtensionFault } from "../../src/promql/extension-fault.ts";
import { lintQuery } from "../../src/promql/lint.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { readQuery } from "../../src/promql/read-query.ts";

test("findExtensionFault() names the functions that take an extended range", () => {
  const fault = (name: string, range: string) => findExtensionFault(name, parseQuery(range));
  assert.equal(fault("rate", "a[5m] anchored"), undefined);
  assert.equal(fault("changes", "(a[5m] anchored)"), undefined);
  assert.equal(fault("deriv", "a[5m]"), undefined);
  assert.equal(
    fault("changes", "a[5m] smoothed"),
    "smoothed modifier can only be used with: delta, increase, rate - not with changes",
  );
  assert.equal(
    fault("deriv", "a[5m] anchored"),
    "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with deriv",
  );
});

test("readQuery() reads what Prometheus refuses only when it evaluates, and lintQuery() names it", () => {
  const query = "deriv(a[5m] anchored)";
  assert.equal(readQuery(query).kind, "call");
  assert.match(lintQuery(parseQuery(query))[0]?.text ?? "", /^anchored modifier can only be used with/);
});
