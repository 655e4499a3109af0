import assert from "node:assert/strict";
import { test } from "node:test";
import { type EngineEvent, isAskedFor } from "../../../src/lab/engine/events.ts";

const event = (Type: EngineEvent["Type"]): EngineEvent => ({
  Type,
  Action: "create",
  Actor: { ID: `id-${Type}`, Attributes: { name: `a-${Type}` } },
  scope: "swarm",
  time: 1,
  timeNano: 1e9,
});
const isShown = (type: EngineEvent["Type"], filter: string, ...values: readonly string[]) =>
  isAskedFor(event(type), new Map([[filter, values]]));

test("isAskedFor() keeps to the scope, the type and the action that are asked for", () => {
  for (const [filter, fit] of [["scope", "swarm"], ["type", "service"], ["event", "create"]] as const) {
    assert.deepEqual([isShown("service", filter, fit), isShown("service", filter, "another")], [true, false], filter);
  }
});

test("isAskedFor() takes an object by its id or its name, and no object of another kind for it", () => {
  for (const kind of ["node", "service", "network"] as const) {
    assert.ok(isShown(kind, kind, `id-${kind}`), kind);
    assert.ok(isShown(kind, kind, "other", `a-${kind}`), kind);
    assert.ok(!isShown(kind, kind, "other"), kind);
    assert.ok(!isShown(kind === "node" ? "service" : "node", kind, "id-node", "id-service"), kind);
  }
});

test("isAskedFor() hides nothing for a filter without values, or one that the engine does not know", () => {
  assert.ok(isShown("node", "type"));
  assert.ok(isShown("node", "colour", "blue"));
});
