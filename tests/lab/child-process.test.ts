import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { UserError } from "../../src/core/user-error.ts";
import type { ChildLine } from "../../src/lab/child-line.ts";
import { type Child, type ChildHearers, startChild } from "../../src/lab/child-process.ts";
import { listenOn } from "../../src/lab/listen.ts";
import type { ObedientConfig } from "./children/obedient.ts";

const deaf: ChildHearers = { onLine() {}, onDeath() {} };

function start(does: Exclude<ObedientConfig["does"], "call">, hearers = deaf, patience?: number): Promise<Child> {
  const config: ObedientConfig = { does };
  return startChild("worker-1", "../../tests/lab/children/obedient.ts", config, hearers, { patience });
}

/** Whether there is a process of this id, which was started by this one. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("startChild() resolves with the ports of a process that is ready; kill() resolves when it is gone", async () => {
  const deaths: string[] = [];
  const child = await start("serve", { onLine() {}, onDeath: (words) => deaths.push(words) });
  assert.deepEqual(child.ports, { engine: 4_782 });
  assert.equal(child.isAlive(), true);
  assert.equal(exists(child.pid), true);
  const killed = child.kill();
  assert.equal(child.isAlive(), false, "at once");
  await killed;
  assert.equal(exists(child.pid), false);
  await child.kill();
  assert.deepEqual(deaths, [], "a process that was killed has no last words");
});

test("kill() ends a process that hears no signal", async () => {
  const child = await start("spin");
  await child.kill();
  assert.equal(exists(child.pid), false);
});

test("startChild() passes lines on, and leaves out what is none", async () => {
  const lines: ChildLine[] = [];
  const child = await start("chatter", { ...deaf, onLine: (line) => lines.push(line) });
  assert.deepEqual(lines, [{ kind: "listen", address: "10.0.1.6", port: 4_000 }]);
  await child.kill();
});

test("startChild() throws in the words of a process that fails", async () => {
  const words = "Cannot serve the site on port 80: this user may not have it; choose another";
  await assert.rejects(start("refuse"), new UserError(words));
  await assert.rejects(start("break"), (error) => error instanceof UserError && /broken\n +at /.test(error.message));
});

test("startChild() gives up on a process that does not get ready, and ends it", async () => {
  await assert.rejects(
    start("dawdle", deaf, 50),
    new UserError("Cannot start worker-1: it was not ready within 0.05 s; is this machine very busy?"),
  );
});

test("startChild() throws when there is no such script", async () => {
  await assert.rejects(startChild("worker-1", "nowhere.ts", {}, deaf), { name: "UserError", message: /nowhere\.ts/ });
});

test("onDeath() hears the last words of a process that ends by itself", async () => {
  const { promise: words, resolve } = Promise.withResolvers<string>();
  const child = await start("die", { onLine() {}, onDeath: resolve });
  assert.match(await words, /the host caught fire/);
  assert.equal(child.isAlive(), false);
  await child.kill();
});

test("beChild() ends its process when the one that started it is killed", async () => {
  const calls: Socket[] = [];
  const server = createServer((socket) => calls.push(socket.on("error", () => {}).resume()));
  const port = await listenOn(server, 0, "the test");
  const script = fileURLToPath(new URL("children/parent.ts", import.meta.url));
  const runtime = "Deno" in globalThis ? ["run", "--no-check", "--allow-all"] : [];
  const parent = spawn(process.execPath, [...runtime, script, String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(parent.stdout, "data");
  while (calls.length < 2) await once(server, "connection");
  const gone = Promise.all(calls.map((call) => once(call, "close")));
  parent.kill("SIGKILL");
  await gone;
  server.close();
});
