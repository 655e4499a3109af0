import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { reasons } from "./promqltest/float-store.ts";
import type { CaseResult } from "./promqltest/outcome.ts";
import { findScripts, runScriptFile } from "./promqltest/script-files-fs.ts";

const own = await findScripts(fileURLToPath(new URL("./cases/", import.meta.url))) ?? [];
const shared = await findScripts(fileURLToPath(new URL("../../../shared/promqltest/", import.meta.url)));

/** How many cases of Prometheus' own scripts we answer. */
const answered = 865;

/** The cases that failed, and those that are not supported for another reason than these. */
function faultsOf(cases: readonly CaseResult[], accepted: readonly string[]): string[] {
  return cases.flatMap(({ line, query, outcome }) => {
    const place = `line ${line}: ${query}`;
    if (outcome.kind === "failed") return [`${place}: ${outcome.mode}: ${JSON.stringify(outcome.differences)}`];
    return outcome.kind === "unsupported" && !accepted.includes(outcome.reason) ? [`${place}: ${outcome.reason}`] : [];
  });
}

test("evaluateInstant() and evaluateRange() answer our own scripts in full", async (context) => {
  assert.ok(own.length > 0);
  for (const path of own) {
    const { file, cases } = await runScriptFile(path);
    await context.test(file, () => {
      assert.ok(cases.length > 0);
      assert.deepEqual(faultsOf(cases, []), []);
    });
  }
});

const skip = shared === undefined && process.env["CI"] !== "true" ? "Prometheus' own scripts are not here" : false;

test(
  "evaluateInstant() and evaluateRange() answer Prometheus' scripts but for histograms",
  { skip },
  async (context) => {
    assert.ok(shared !== undefined, "../shared/promqltest/ is missing");
    let passed = 0;
    for (const path of shared) {
      const { file, cases } = await runScriptFile(path);
      passed += cases.filter(({ outcome }) => outcome.kind === "passed").length;
      await context.test(file, () => assert.deepEqual(faultsOf(cases, Object.values(reasons)), []));
    }
    await context.test("no case is lost", () => assert.ok(passed >= answered, `${passed} of ${answered} are answered`));
  },
);
