import assert from "node:assert/strict";
import { test } from "node:test";
import { makeProcessor } from "../../../src/lab/host/processor.ts";
import { handClock } from "./hand-clock.ts";

test("makeProcessor() serves whoever comes in line, one after another", async () => {
  const clock = handClock();
  const compute = makeProcessor(clock);
  const done: string[] = [];
  const take = async (name: string, duration: number) => {
    await compute(duration);
    done.push(`${name} ${clock.now()}`);
  };
  void take("a", 10);
  void take("b", 5);
  await clock.pass(3);
  void take("c", 1);
  await clock.pass(50);
  void take("d", 2);
  await clock.pass(10);
  assert.deepEqual(done, ["a 10", "b 15", "c 16", "d 55"]);
});
