import assert from "node:assert/strict";
import { test } from "node:test";
import { noteSwarm } from "../../src/capture/swarm-change.ts";

const task = (state: string, index = 1) => ({
  ID: "t1",
  Version: { Index: index },
  UpdatedAt: `${index}`,
  Status: { State: state },
});

test("noteSwarm() writes an object when it appears, changes and goes", () => {
  const known = new Map<string, string>();
  const note = (...values: Record<string, unknown>[]) => noteSwarm(known, { object: "task", values }, 1, "manager");
  assert.equal(note(task("running")).length, 1);
  assert.deepEqual(note(task("failed"))[0]?.kind === "swarm" && note(task("failed")), []);
  assert.deepEqual(note(), [{ kind: "swarm", at: 1, source: "manager", object: "task", id: "t1", value: null }]);
  assert.deepEqual(note(), []);
});

test("noteSwarm() takes Version and UpdatedAt for no change, but keeps them in what it writes", () => {
  const known = new Map<string, string>();
  noteSwarm(known, { object: "task", values: [task("running", 1)] }, 1, "manager");
  assert.deepEqual(noteSwarm(known, { object: "task", values: [task("running", 2)] }, 2, "manager"), []);
  const [fact] = noteSwarm(known, { object: "task", values: [task("failed", 3)] }, 3, "manager");
  assert.deepEqual(fact?.kind === "swarm" && fact.value?.["Version"], { Index: 3 });
});

test("noteSwarm() keeps kinds of objects apart", () => {
  const known = new Map<string, string>();
  noteSwarm(known, { object: "node", values: [{ ID: "x" }] }, 1, "manager");
  assert.deepEqual(noteSwarm(known, { object: "task", values: [] }, 2, "manager"), []);
});
