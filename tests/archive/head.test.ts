import assert from "node:assert/strict";
import { test } from "node:test";
import { migrateHead, parseSessionHead } from "../../src/archive/head.ts";
import { UserError } from "../../src/core/user-error.ts";
import { makeHead } from "./drill.ts";

test("parseSessionHead() reads what was written", () => {
  const head = makeHead();
  assert.deepEqual(parseSessionHead(JSON.parse(JSON.stringify(head))), head);
});

test("parseSessionHead() refuses a newer version, no version, and lists every issue with its path", () => {
  assert.throws(
    () => parseSessionHead({ ...makeHead(), schemaVersion: 2 }),
    /a newer Drillbook wrote it.*up to 1.*update/,
  );
  for (const json of [null, [], "x", {}, { schemaVersion: "1" }]) {
    assert.throws(() => parseSessionHead(json), (error) => error instanceof UserError && error.exitCode === 3);
  }
  assert.throws(() => parseSessionHead({ ...makeHead(), title: 1, start: "x" }), /title: .*; start: /);
});

test("parseSessionHead() refuses ids that lead elsewhere, instants that are no dates, and an end before the start", () => {
  const head = makeHead();
  const bad = [
    { id: "../x" },
    { id: "a/b" },
    { id: "x".repeat(200) },
    { start: 1e300 },
    { start: -1 },
    { end: head.start - 1 },
    { end: 8.64e15 },
    { plan: { ...head.plan, id: ".." } },
    { plan: { ...head.plan, step: 0 } },
    { plan: { ...head.plan, panels: [{ id: "a", title: "a", query: "a", unit: "count", legend: "{".repeat(501) }] } },
  ];
  for (const change of bad) {
    assert.throws(() => parseSessionHead({ ...head, ...change }), UserError, JSON.stringify(change));
  }
});

test("migrateHead() applies each migration in turn", () => {
  const steps = {
    1: (head: object) => ({ ...head, second: true }),
    2: ({ second, ...head }: Record<string, unknown>) => ({ ...head, third: second }),
  };
  assert.deepEqual(migrateHead({ schemaVersion: 1, id: "x" }, steps, 3), { schemaVersion: 3, id: "x", third: true });
  assert.deepEqual(migrateHead({ schemaVersion: 3 }, steps, 3), { schemaVersion: 3 });
  assert.throws(() => migrateHead({ schemaVersion: 1 }, {}, 2), /no migration from version 1/);
});
