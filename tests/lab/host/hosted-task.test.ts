import assert from "node:assert/strict";
import { test } from "node:test";
import type { Container, StartContainer } from "../../../src/lab/host/container.ts";
import { type HostedTask, hostTask } from "../../../src/lab/host/hosted-task.ts";
import { orderOf } from "./agent-bench.ts";
import { handClock } from "./hand-clock.ts";

/** A task that prepares for 30 ms and starts for 20 ms, by a clock in the test's hand. */
function hosted(program: StartContainer, desired: "running" | "shutdown" = "running") {
  const clock = handClock();
  const states: string[] = [];
  const task: HostedTask = hostTask(orderOf("a", desired), {
    images: { "good:1": program },
    host: {
      name: "worker-1",
      dial: () => Promise.reject(new Error("nobody is there")),
      listen: () => () => {},
      compute: clock.wait,
    },
    pace: { prepare: 30, start: 20 },
    pid: 7,
    now: clock.now,
    wait: clock.wait,
    containerId: () => "container 1",
    // Its first change comes before there is a task to ask.
    onChange: () => queueMicrotask(() => states.push(`${clock.now()} ${task.report().state}`)),
  });
  return { task, states, pass: clock.pass };
}

const unwanted: StartContainer = () => assert.fail("its program was started");

test("hostTask() does not even prepare a task that is not wanted from the first", () => {
  assert.equal(hosted(unwanted, "shutdown").task.report().state, "shutdown");
});

for (
  const [moment, passed, before] of [
    ["prepares", 10, []],
    ["starts", 40, ["30 ready", "30 starting"]],
  ] as const
) {
  test(`hostTask() ends a task that is shut down while it ${moment}, at once`, async () => {
    const { task, states, pass } = hosted(unwanted);
    await pass(passed);
    task.want("shutdown");
    await pass(100);
    assert.deepEqual(states, ["0 preparing", ...before, `${passed} shutdown`]);
  });
}

test("hostTask() closes a program that came up after its task was shut down, which never ran", async () => {
  const { promise: program, resolve: comeUp } = Promise.withResolvers<Container>();
  const { task, states, pass } = hosted(() => program);
  await pass(60);
  task.want("shutdown");
  await pass(10);
  assert.equal(task.report().state, "starting");
  let closed = 0;
  comeUp({ close: () => Promise.resolve(void (closed += 1)) });
  await pass(10);
  assert.equal(closed, 1);
  assert.deepEqual(states, ["0 preparing", "30 ready", "30 starting", "70 shutdown"]);
  assert.deepEqual(task.report().container, { id: "container 1", pid: 0, exitCode: 0 });
});
