import assert from "node:assert/strict";
import { test } from "node:test";
import { watchSight } from "../../src/capture/sight.ts";
import type { Fact } from "../../src/core/fact.ts";

test("watchSight() writes a blind interval once at each end, with the last good instant", () => {
  const facts: Fact[] = [];
  let now = 0;
  const sight = watchSight((fact) => facts.push(fact), () => now);
  sight.seen("manager", "state");
  now = 10;
  sight.lost("manager", "state", "no answer");
  sight.lost("manager", "state", "no answer");
  now = 20;
  sight.seen("manager", "info");
  now = 30;
  sight.seen("manager", "state");
  sight.seen("manager", "state");
  assert.deepEqual(facts, [
    { kind: "blind", at: 10, source: "manager", blind: true, since: 0, reason: "no answer" },
    { kind: "blind", at: 30, source: "manager", blind: false },
  ]);
});

test("watchSight() tells when the words change", () => {
  const facts: Fact[] = [];
  const sight = watchSight((fact) => facts.push(fact), () => 0);
  sight.lost("manager", "state", "no answer");
  sight.lost("manager", "state", "no leader");
  assert.deepEqual(facts.map((fact) => fact.kind === "blind" && fact.reason), ["no answer", "no leader"]);
});
