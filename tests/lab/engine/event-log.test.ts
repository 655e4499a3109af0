import assert from "node:assert/strict";
import { test } from "node:test";
import { makeEngineEventLog } from "../../../src/lab/engine/event-log.ts";
import type { EngineEvent } from "../../../src/lab/engine/events.ts";

const event = (second: number): EngineEvent => ({
  Type: "node",
  Action: "update",
  Actor: { ID: "n", Attributes: {} },
  scope: "swarm",
  time: second,
  timeNano: second * 1e9,
});

function heardSince(since: number | undefined, seconds: readonly number[], later: readonly number[] = []): number[] {
  const log = makeEngineEventLog();
  const heard: number[] = [];
  log.tell(seconds.map(event));
  const stop = log.follow(since, ({ time }) => heard.push(time));
  log.tell(later.map(event));
  stop();
  log.tell([event(99)]);
  return heard;
}

test("makeEngineEventLog() tells what it remembers from an instant on, that one included, then what is new", () => {
  assert.deepEqual(heardSince(2_000, [1, 2, 3], [4]), [2, 3, 4]);
  assert.deepEqual(heardSince(undefined, [1, 2, 3], [4]), [4]);
});

test("makeEngineEventLog() remembers the last 256 events", () => {
  const heard = heardSince(0, Array.from({ length: 300 }, (_, index) => index + 1));
  assert.deepEqual([heard.length, heard[0], heard.at(-1)], [256, 45, 300]);
});
