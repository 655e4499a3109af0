import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { UserError } from "../../../src/core/user-error.ts";
import type { ChildLine } from "../../../src/lab/child-line.ts";
import { startChild } from "../../../src/lab/child-process.ts";
import type { HostConfig } from "../../../src/lab/host/host-config.ts";
import { listenOn } from "../../../src/lab/listen.ts";
import { paces } from "../../../src/lab/pace.ts";

/** How long a manager may be silent, ms. */
const patience = 20_000;

/** A manager that waits for more nodes than come, and runs nothing. */
function lonely(engine: number): HostConfig {
  const published = { web: 0, metrics: 0, engine };
  return { name: "manager", role: "manager", pace: paces.fast, overlay: 1, nodes: 9, published };
}

test("host-child.ts serves the Engine API as a manager, tells its ports and counts itself as a node", async () => {
  const { promise: first, resolve, reject } = Promise.withResolvers<ChildLine>();
  const hearers = { onLine: resolve, onDeath: (words: string) => reject(new Error(words)) };
  const child = await startChild("manager", "host/host-child.ts", lonely(0), hearers);
  const late = setTimeout(() => reject(new Error("The manager told nothing")), patience);
  try {
    assert.deepEqual(Object.keys(child.ports).sort(), ["dispatcher", "engine"]);
    const told = await first;
    assert.ok(told.kind === "event" && told.event.kind === "node");
    assert.deepEqual([told.event.node, told.event.state], ["manager", "ready"]);
    const nodes = await (await fetch(`http://127.0.0.1:${child.ports["engine"]}/nodes`)).json() as unknown[];
    assert.equal(nodes.length, 1);
  } finally {
    clearTimeout(late);
    await child.kill();
  }
});

test("host-child.ts names the port that it cannot have", async () => {
  const server = createServer();
  const port = await listenOn(server, 0, "a test");
  try {
    await assert.rejects(
      startChild("manager", "host/host-child.ts", lonely(port), { onLine() {}, onDeath() {} }),
      (error) => error instanceof UserError && error.message.includes(`Cannot serve the Engine API on port ${port}`),
    );
  } finally {
    server.close();
  }
});
