import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabEvent } from "../../src/lab/lab-event.ts";
import { nodeTold, wantedTasks, wholeSince } from "../../src/lab/lab-state.ts";

function task(id: string, at: number, state: string, desired = "running"): LabEvent {
  return { kind: "task", at, id, service: "album_web", slot: 1, node: "worker-1", state, desired };
}

const running = Array.from({ length: wantedTasks }, (_, index) => task(`task-${index}`, 10 + index, "running"));

test("wholeSince() dates the last wanted task that began to run", () => {
  assert.equal(wholeSince(running), 10 + wantedTasks - 1);
});

test("wholeSince() is undefined while a wanted task does not run, or one is missing", () => {
  assert.equal(wholeSince([...running.slice(1), task("task-0", 90, "starting")]), undefined);
  assert.equal(wholeSince(running.slice(1)), undefined);
  assert.equal(wholeSince([]), undefined);
});

test("wholeSince() passes over tasks that are wanted no more, whatever their state", () => {
  const replaced = [...running, task("task-0", 90, "running", "shutdown"), task("new", 95, "running")];
  assert.equal(wholeSince(replaced), 95);
});

test("nodeTold() forgets what was said before the host was last killed or started", () => {
  const host = (at: number, is: "started" | "killed"): LabEvent => ({ kind: "host", at, host: "worker-1", is });
  const node = (at: number, state: "ready" | "down"): LabEvent => ({ kind: "node", at, node: "worker-1", state });
  const events = [host(1, "started"), node(2, "ready"), host(3, "killed")];
  assert.equal(nodeTold(events, "worker-1")?.state, undefined);
  assert.equal(nodeTold([...events, node(4, "down")], "worker-1")?.state, "down");
  assert.equal(nodeTold([...events, node(4, "down"), host(5, "started")], "worker-1")?.state, undefined);
  assert.equal(nodeTold([...events, node(4, "down")], "worker-2")?.state, undefined);
});
