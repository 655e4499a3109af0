import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fact } from "../../src/core/fact.ts";
import type { Docker } from "../../src/capture/docker.ts";
import { watchSight } from "../../src/capture/sight.ts";
import { watchSwarm } from "../../src/capture/swarm-watch.ts";

/** An engine whose listings fail while `state.down`. */
function engine(name: string, state: { down: boolean }): Docker {
  const list = () => state.down ? Promise.reject(new Error("no answer within 0.8 s")) : Promise.resolve([]);
  return { name, nodes: list, services: list, tasks: list } as unknown as Docker;
}

function watched() {
  const facts: Fact[] = [];
  let clock = 0;
  const now = () => clock;
  const write = (fact: Fact) => void facts.push(fact);
  const manager = { down: false };
  const worker = { down: false };
  const engines = [engine("manager", manager), engine("worker-2", worker)];
  const sight = watchSight(write, now);
  const swarm = watchSwarm({ engines, sight, write, now });
  const pass = (duration: number) => void (clock += duration);
  return { facts, manager, worker, sight, swarm, pass };
}

test("watchSwarm() turns to the next manager and returns to the first", async () => {
  const { manager, swarm, pass } = watched();
  await swarm.round();
  assert.equal(swarm.current()?.name, "manager");
  manager.down = true;
  await swarm.round();
  assert.equal(swarm.current()?.name, "worker-2");
  manager.down = false;
  pass(5_000);
  await swarm.round();
  assert.equal(swarm.current()?.name, "manager");
});

test("watchSwarm() sees that a silent engine answers again while another one is read", async () => {
  const { facts, manager, worker, sight, swarm, pass } = watched();
  manager.down = true;
  worker.down = true;
  await swarm.round();
  manager.down = false;
  pass(5_000);
  await swarm.round();
  assert.equal(sight.sources().find(({ source }) => source === "worker-2")?.blind, true);
  await swarm.askSilent();
  assert.equal(sight.sources().find(({ source }) => source === "worker-2")?.blind, true);
  worker.down = false;
  await swarm.askSilent();
  assert.equal(sight.sources().find(({ source }) => source === "worker-2")?.blind, false);
  assert.deepEqual(facts.at(-1), { kind: "blind", at: 5_000, source: "worker-2", blind: false });
});
