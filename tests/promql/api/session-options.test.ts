import assert from "node:assert/strict";
import { test } from "node:test";
import { sessionOptions } from "../../../src/promql/api/session-options.ts";
import { syntheticSession } from "../../fixtures/drill.ts";

const { head } = syntheticSession();
const headOf = (prometheus: string) => ({ ...head, versions: { ...head.versions, prometheus } });

test("sessionOptions() follows the recording Prometheus' version", () => {
  assert.deepEqual(sessionOptions({ head: headOf("2.42.0+ds"), configs: [] }), { rules: 2 });
  assert.deepEqual(sessionOptions({ head: headOf("3.14.0"), configs: [] }), { rules: 3 });
});

test("sessionOptions() takes the step of subqueries from the running configuration", () => {
  const text =
    "global:\n  scrape_interval: 2s\n  external_labels:\n    a: b\n  evaluation_interval: 1m30s\nrule_files: []\n";
  const options = sessionOptions({ head: headOf("3.0.0"), configs: [{ path: "prometheus/running.yml", text }] });
  assert.deepEqual(options, { rules: 3, subqueryStep: 90_000 });
  for (const interval of ["0s", "soon"]) {
    const strange = [{ path: "prometheus/running.yml", text: text.replace("1m30s", interval) }];
    assert.deepEqual(sessionOptions({ head: headOf("3.0.0"), configs: strange }), { rules: 3 });
  }
  const other = [{ path: "prometheus/other.yml", text }];
  assert.equal(sessionOptions({ head: headOf("3.0.0"), configs: other }).subqueryStep, undefined);
});
