import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabTask } from "../../../src/lab/swarm/lab-swarm.ts";
import { addressOf, nextAddress } from "../../../src/lab/swarm/next-address.ts";
import { runningModel } from "./model-swarm.ts";

const swarm = runningModel().swarm();
const [task] = swarm.tasks as readonly [LabTask];
const at = (number: number): LabTask => ({ ...task, address: addressOf(number) });

test("nextAddress() goes round, past the gateway and past what is taken", () => {
  assert.equal(nextAddress({ ...swarm, lastAddress: 8, tasks: [] }), 9);
  assert.equal(nextAddress({ ...swarm, lastAddress: 8, tasks: [at(9), at(10)] }), 11);
  assert.equal(nextAddress({ ...swarm, lastAddress: 254, tasks: [at(2)] }), 3);
});

test("nextAddress() takes the address of a task that is over", () => {
  const over: LabTask = { ...at(9), status: { ...task.status, state: "failed" } };
  assert.equal(nextAddress({ ...swarm, lastAddress: 8, tasks: [over] }), 9);
});

test("nextAddress() refuses when all addresses are taken", () => {
  const tasks = Array.from({ length: 253 }, (_, index) => at(index + 2));
  assert.throws(() => nextAddress({ ...swarm, tasks }), RangeError);
  assert.equal(nextAddress({ ...swarm, tasks: tasks.slice(1) }), 2);
});
