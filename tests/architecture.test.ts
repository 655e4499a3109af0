import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parseSource, type Source } from "./architecture/imports.ts";
import {
  findArithmetic,
  findCycles,
  findForbiddenImports,
  findImpurities,
  findLongFiles,
} from "./architecture/rules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function readSources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => /\.(ts|astro)$/.test(path) && !path.endsWith(".d.ts"))
      .map((path) => parseSource(path, readFileSync(join(root, path), "utf8")))
  );
}

const sources = readSources("src", "scripts");

test("every import is allowed by the table of the house", () => {
  assert.ok(sources.length > 10);
  assert.deepEqual(sources.flatMap(findForbiddenImports), []);
});

test("pure areas use no clock, randomness, console or system", () => {
  assert.deepEqual(sources.flatMap(findImpurities), []);
});

test("components contain no arithmetic", () => {
  assert.deepEqual(sources.flatMap(findArithmetic), []);
});

test("no import cycle", () => {
  assert.deepEqual(findCycles(sources), []);
});

test("files keep to one idea: src at most 300 lines, scripts at most 60", () => {
  assert.deepEqual(findLongFiles(sources), []);
});

test("findForbiddenImports() sees values where only types may pass, foreign packages and scripts", () => {
  const check = (path: string, code: string) => findForbiddenImports(parseSource(path, code)).length;
  assert.equal(check("src/charts/line.ts", 'import type { Line } from "../analysis/report.ts";'), 0);
  assert.equal(check("src/charts/line.ts", 'import { analyse } from "../analysis/analyse.ts";'), 1);
  assert.equal(check("src/core/time.ts", 'import { readFile } from "node:fs/promises";'), 1);
  assert.equal(check("src/archive/verify-fs.ts", 'import { readFile } from "node:fs/promises";'), 0);
  assert.equal(check("src/archive/manifest.ts", 'import { readFile } from "node:fs/promises";'), 1);
  assert.equal(check("src/pages/index.ts", 'import { main } from "../../scripts/report.ts";'), 1);
  assert.equal(check("src/components/A.astro", '---\nimport { analyse } from "../analysis/analyse.ts";\n---\n<p/>'), 1);
});

test("findImpurities() sees the clock and the system, and leaves effects alone", () => {
  const check = (code: string) => findImpurities(parseSource("src/core/x.ts", code)).length;
  assert.equal(check("export const a = Date.now();"), 1);
  assert.equal(check("export const a = new Date();"), 1);
  assert.equal(check("export const a = new Date(0);"), 0);
  assert.equal(check("console.log(1); fetch('x');"), 2);
  assert.equal(check("export const f = (effects: { fetch: string }) => effects.fetch;"), 0);
});

test("findCycles() names the files of a cycle", () => {
  const a = parseSource("src/core/a.ts", 'import { b } from "./b.ts";');
  const b = parseSource("src/core/b.ts", 'import { a } from "./a.ts";');
  assert.deepEqual(findCycles([a, b]), ["src/core/a.ts → src/core/b.ts → src/core/a.ts"]);
});
