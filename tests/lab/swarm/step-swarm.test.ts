import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabSwarm } from "../../../src/lab/swarm/lab-swarm.ts";
import { ordersOf } from "../../../src/lab/swarm/orders-of.ts";
import { linesOf, modelSwarm, runningModel, wantedOf } from "./model-swarm.ts";

const web = "album_web";
const proxy = "album_proxy";

function stateOf({ nodes }: LabSwarm, hostname: string): string | undefined {
  return nodes.find((node) => node.hostname === hostname)?.state;
}

test("stepSwarm() deploys the services once enough nodes are ready, spread over them", () => {
  const model = modelSwarm();
  model.pass(200, "manager", "worker-1");
  assert.deepEqual(model.swarm().services, []);
  model.report("worker-2", 0);
  assert.deepEqual(wantedOf(model.swarm(), web), [
    "1 manager assigned (running)",
    "2 worker-1 assigned (running)",
    "3 worker-2 assigned (running)",
    "4 manager assigned (running)",
    "5 worker-1 assigned (running)",
    "6 worker-2 assigned (running)",
  ]);
  assert.deepEqual(wantedOf(model.swarm(), proxy), ["1 manager assigned (running)"]);
});

test("stepSwarm() calls a silent node down, wants its tasks shut down and replaces them at once", () => {
  const model = runningModel();
  const before = model.swarm().tasks.length;
  model.pass(1_150, "manager", "worker-2");
  assert.equal(stateOf(model.swarm(), "worker-1"), "ready");
  model.tick(50);
  assert.equal(stateOf(model.swarm(), "worker-1"), "down");
  assert.equal(model.swarm().tasks.length, before + 2);
  assert.deepEqual(linesOf(model.swarm(), web).filter((line) => /^[25]/.test(line)), [
    "2 worker-1 running (shutdown)",
    "2 worker-2 assigned (ready)",
    "5 worker-1 running (shutdown)",
    "5 manager assigned (ready)",
  ]);
});

test("stepSwarm() lets a replacement run after the restart delay, prepared before", () => {
  const model = runningModel();
  model.pass(1_200, "manager", "worker-2");
  model.pass(950, "manager", "worker-2");
  assert.deepEqual(wantedOf(model.swarm(), web).filter((line) => /^[25]/.test(line)), [
    "2 worker-2 ready (ready)",
    "5 manager ready (ready)",
  ]);
  model.pass(100, "manager", "worker-2");
  assert.deepEqual(wantedOf(model.swarm(), web).filter((line) => /^[25]/.test(line)), [
    "2 worker-2 running (running)",
    "5 manager running (running)",
  ]);
});

test("stepSwarm() gives nothing to a node that comes back; its old tasks failed with the code 255", () => {
  const model = runningModel();
  model.pass(3_000, "manager", "worker-2");
  const moved = wantedOf(model.swarm(), web);
  model.reboot("worker-1");
  model.pass(3_000, "manager", "worker-1", "worker-2");
  assert.equal(stateOf(model.swarm(), "worker-1"), "ready");
  assert.deepEqual(wantedOf(model.swarm(), web), moved);
  assert.deepEqual(ordersOf(model.swarm(), "worker-1"), []);
  const old = model.swarm().tasks.filter(({ desired }) => desired === "shutdown");
  assert.deepEqual(old.map(({ status: { state, message, error, container } }) => [state, message, error, container]), [
    ["failed", "running", "task: non-zero exit (255)", { id: `container of ${old[0]?.id}`, pid: 0, exitCode: 255 }],
    ["failed", "running", "task: non-zero exit (255)", { id: `container of ${old[1]?.id}`, pid: 0, exitCode: 255 }],
  ]);
});

test("stepSwarm() has a node that was silent but did not restart shut its old tasks down", () => {
  const model = runningModel();
  model.pass(3_000, "manager", "worker-2");
  model.pass(100, "manager", "worker-1", "worker-2");
  assert.deepEqual(linesOf(model.swarm(), web).filter((line) => line.includes("worker-1")), [
    "2 worker-1 shutdown (shutdown)",
    "5 worker-1 shutdown (shutdown)",
  ]);
});

test("stepSwarm() replaces the tasks of a node that restarted before it was missed", () => {
  const model = runningModel();
  model.reboot("worker-1");
  model.report("worker-1", 0);
  assert.equal(stateOf(model.swarm(), "worker-1"), "ready");
  assert.deepEqual(linesOf(model.swarm(), web).filter((line) => line.startsWith("2")), [
    "2 worker-1 failed (shutdown)",
    "2 worker-1 assigned (ready)",
  ]);
  model.pass(1_100, "manager", "worker-1", "worker-2");
  assert.equal(wantedOf(model.swarm(), web).filter((line) => line.endsWith("running (running)")).length, 6);
});

for (const [onward, state] of [[2, "preparing"], [3, "ready"], [4, "starting"]] as const) {
  test(`stepSwarm() has a task that was ${state} when its node restarted go on there`, () => {
    const model = modelSwarm();
    for (const host of ["manager", "worker-1", "worker-2"] as const) model.report(host, 0);
    const second = () => linesOf(model.swarm(), web).filter((line) => line.startsWith("2"));
    model.report("worker-1", onward);
    model.reboot("worker-1");
    for (const onwardAgain of [0, 1]) {
      model.report("worker-1", onwardAgain);
      assert.deepEqual(second(), [`2 worker-1 ${state} (running)`]);
    }
    model.report("worker-1");
    assert.deepEqual(second(), ["2 worker-1 running (running)"]);
  });
}

test("stepSwarm() gives up a replacement that waits on a node that dies only when its wait is over", () => {
  const model = runningModel();
  const third = () => linesOf(model.swarm(), web).filter((line) => line.startsWith("3"));
  model.pass(700, "manager", "worker-1");
  model.pass(500, "manager");
  const lost = "3 worker-2 running (shutdown)";
  assert.deepEqual(third(), [lost, "3 worker-1 assigned (ready)"]);
  model.pass(950, "manager");
  assert.equal(stateOf(model.swarm(), "worker-1"), "down");
  assert.deepEqual(third(), [lost, "3 worker-1 assigned (ready)"]);
  model.pass(50, "manager");
  assert.deepEqual(third(), [lost, "3 worker-1 assigned (shutdown)", "3 manager ready (ready)"]);
});

test("stepSwarm() counts only what a node is to run when it looks for the one with the fewest tasks", () => {
  const model = runningModel();
  model.pass(3_000, "manager", "worker-2");
  model.reboot("worker-1");
  model.pass(500, "manager", "worker-1", "worker-2");
  model.pass(3_000, "manager", "worker-1");
  const hosts = wantedOf(model.swarm(), web).map((line) => line.split(" ")[1]);
  assert.deepEqual(hosts.toSorted(), ["manager", "manager", "manager", "worker-1", "worker-1", "worker-1"]);
});

test("stepSwarm() gives a replacement an address that no task had before", () => {
  const model = runningModel();
  const former = model.swarm().tasks.map(({ address }) => address);
  model.report("worker-1", "failed");
  const added = model.swarm().tasks.slice(former.length).map(({ address }) => address);
  assert.equal(added.length, 2);
  assert.deepEqual(added.filter((address) => former.includes(address)), []);
});

test("stepSwarm() runs everything on the manager when both workers are gone", () => {
  const model = runningModel();
  model.pass(3_000, "manager");
  const slots = Array.from({ length: 6 }, (_, index) => `${index + 1} manager running (running)`);
  assert.deepEqual(wantedOf(model.swarm(), web), slots);
});

test("stepSwarm() does not count the time for which the manager itself stood still", () => {
  const model = runningModel();
  model.pass(1_000, "manager", "worker-2");
  model.tick(20_000);
  assert.equal(stateOf(model.swarm(), "worker-1"), "ready");
  assert.equal(stateOf(model.swarm(), "worker-2"), "ready");
  model.pass(200, "manager", "worker-2");
  assert.equal(stateOf(model.swarm(), "worker-1"), "down");
  assert.equal(stateOf(model.swarm(), "worker-2"), "ready");
});

test("stepSwarm() goes on when the clock is set back", () => {
  const model = runningModel();
  model.tick(-3_600_000);
  model.pass(1_250, "manager", "worker-2");
  assert.equal(stateOf(model.swarm(), "worker-1"), "down");
});

test("stepSwarm() holds a task that no ready node suits, and says why", () => {
  const model = runningModel();
  model.pass(1_200, "worker-1", "worker-2");
  const held = model.swarm().tasks.find(({ node }) => node === undefined);
  assert.equal(held?.status.state, "pending");
  assert.equal(
    held?.status.error,
    "no suitable node (scheduling constraints not satisfied on 2 nodes; 1 node not available for new tasks)",
  );
  model.pass(1_200, "worker-2");
  assert.equal(
    model.swarm().tasks.find(({ node }) => node === undefined)?.status.error,
    "no suitable node (2 nodes not available for new tasks; scheduling constraints not satisfied on 1 node)",
  );
  model.pass(200, "manager", "worker-1", "worker-2");
  assert.deepEqual(wantedOf(model.swarm(), proxy).map((line) => line.split(" ")[1]), ["manager"]);
});

test("stepSwarm() makes a task that always fails anew no sooner than its restart delay", () => {
  const model = runningModel();
  const made = () => model.swarm().tasks.at(-1)?.createdAt;
  model.report("worker-1", "failed");
  const first = made();
  assert.equal(first, model.now());
  for (let ticks = 0; ticks < 19; ticks += 1) {
    model.tick(50);
    for (const host of ["manager", "worker-1", "worker-2"] as const) {
      model.report(host, host === "worker-1" ? "failed" : 9);
    }
  }
  assert.equal(made(), first);
  model.tick(50);
  assert.equal(made(), model.now());
});
