import assert from "node:assert/strict";
import { test } from "node:test";
import { rulesOf } from "../../../src/promql/engine/rules-of.ts";

test("rulesOf() is 2 for every 2.x", () => {
  for (const version of ["2.42.0", "2.42.0+ds", "v2.53.0-rc.1", "2.0.0"]) assert.equal(rulesOf(version), 2, version);
});

test("rulesOf() is 3 for newer versions and for none", () => {
  for (const version of ["3.14.0", "v3.0.0", "20.1.0", "", undefined]) assert.equal(rulesOf(version), 3, version);
});
