import assert from "node:assert/strict";
import { test } from "node:test";
import { agentBench, orderOf } from "./agent-bench.ts";

test("runAgent() reports every heartbeat, and at once when a task changed its state", async () => {
  const { agent, reports, deeds, order, pass } = agentBench();
  await pass(100);
  order([orderOf("a")]);
  await pass(100);
  await pass(200);
  assert.deepEqual(deeds, ["250 started a"]);
  await agent.stop();
  assert.deepEqual(reports, [
    "0 nothing",
    "100 nothing",
    "200 nothing",
    "200 a preparing",
    "230 a ready",
    "230 a starting",
    "250 a running",
    "350 a running",
  ]);
});

test("runAgent() says who it is, and what became of each task", async () => {
  const { agent, last, pass } = agentBench([orderOf("a")]);
  await pass(60);
  await agent.stop();
  assert.deepEqual(last(), {
    node: "worker-1",
    role: "worker",
    boot: "boot 1",
    tasks: [{
      task: "a",
      at: 50,
      state: "running",
      message: "started",
      container: { id: "container 1", pid: 7, exitCode: 0 },
    }],
  });
});

test("runAgent() prepares a task and waits until it is wanted to run", async () => {
  const { agent, reports, deeds, order, pass } = agentBench([orderOf("a", "ready")]);
  await pass(90);
  assert.equal(reports.at(-1), "30 a ready");
  order([orderOf("a")]);
  await pass(100);
  assert.deepEqual(deeds, ["150 started a"]);
  await agent.stop();
  assert.deepEqual(reports.slice(-3), ["130 a ready", "130 a starting", "150 a running"]);
});

test("runAgent() shuts a task down when that is wanted, and forgets it when it is ordered no more", async () => {
  const { agent, reports, deeds, order, pass } = agentBench([orderOf("a")]);
  await pass(100);
  order([orderOf("a", "shutdown")]);
  await pass(100);
  assert.equal(reports.at(-1), "150 a shutdown");
  order([]);
  await pass(200);
  await agent.stop();
  assert.deepEqual(deeds, ["50 started a", "150 closed a"]);
  assert.equal(reports.at(-1), "350 nothing");
});

test("runAgent() ends a task that is shut down before it runs, and never starts one that is shut down from the first", async () => {
  const { agent, deeds, last, order, pass } = agentBench([orderOf("a", "ready"), orderOf("b", "shutdown")]);
  await pass(90);
  order([orderOf("a", "shutdown"), orderOf("b", "shutdown")]);
  await pass(200);
  await agent.stop();
  assert.deepEqual(last()?.tasks.map(({ task, state }) => [task, state]), [["a", "shutdown"], ["b", "shutdown"]]);
  assert.deepEqual(deeds, []);
});

test("runAgent() reports a program that cannot start as failed, and an image that is not there as rejected", async () => {
  const { agent, last, pass } = agentBench([
    orderOf("a", "running", "bad:1"),
    orderOf("b", "running", "toString"),
  ]);
  await pass(200);
  await agent.stop();
  assert.deepEqual(last()?.tasks.map(({ task, state, error }) => [task, state, error]), [
    ["a", "failed", "Cannot serve on port 80"],
    ["b", "rejected", "No such image: toString"],
  ]);
});

test("runAgent() goes on with what runs while the manager does not answer", async () => {
  const { agent, reports, deeds, order, pass } = agentBench([orderOf("a")]);
  await pass(20);
  order(undefined);
  await pass(400);
  assert.deepEqual(deeds, ["50 started a"]);
  assert.deepEqual(reports.slice(-3), ["130 a running", "230 a running", "330 a running"]);
  order([orderOf("a")]);
  await pass(100);
  assert.deepEqual(deeds, ["50 started a"]);
  await agent.stop();
});

test("runAgent() ends its containers when it is stopped, and reports no more", async () => {
  const { agent, reports, deeds, pass } = agentBench([orderOf("a")]);
  await pass(100);
  const told = reports.length;
  await agent.stop();
  await pass(500);
  assert.equal(reports.length, told);
  assert.deepEqual(deeds, ["50 started a", "100 closed a"]);
});
