import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgentReport } from "../../../src/lab/host/agent-report.ts";
import type { LabEvent } from "../../../src/lab/lab-event.ts";
import { labEvents } from "../../../src/lab/swarm/lab-events.ts";
import { makeScheduler } from "../../../src/lab/swarm/scheduler.ts";
import { begun, rules } from "./model-swarm.ts";

const report: AgentReport = { node: "manager", role: "manager", boot: "boot 1", tasks: [] };

test("makeScheduler() answers a report with the node's orders, and tells each change with its date", () => {
  let now = begun;
  const events: LabEvent[] = [];
  const scheduler = makeScheduler(
    { ...rules, nodes: 1 },
    (before, after, at) => events.push(...labEvents(before, after, at)),
    { now: () => now, seed: () => "scheduler" },
  );
  now += 10;
  const orders = scheduler.report(report);
  assert.equal(orders.length, 7);
  assert.deepEqual(orders.at(-1)?.assignment.published, { 80: 4780, 8080: 4781 });
  assert.deepEqual(events[0], { kind: "node", at: begun + 10, node: "manager", state: "ready" });
  assert.equal(events.length, 8);
  now += 40;
  scheduler.tick();
  assert.deepEqual(scheduler.report(report), orders);
  assert.equal(events.length, 8);
  assert.deepEqual(scheduler.swarm().heard.get(scheduler.swarm().nodes[0]?.id ?? ""), now);
});
