import assert from "node:assert/strict";
import { Socket } from "node:net";
import { test } from "node:test";
import { keepConnections } from "../../../src/lab/proxy/connections.ts";
import { handTimers } from "../overlay/hand-timers.ts";

const server = { address: "10.0.1.5", port: 3000, weight: 1 };
const minute = 60_000;

test("keepConnections() lends what was used last, to its own server only", async () => {
  const dialled: string[] = [];
  const connections = keepConnections((address, port) => {
    dialled.push(`${address}:${port}`);
    return Promise.resolve(new Socket());
  }, minute);
  const [first, second] = [await connections.acquire(server), await connections.acquire(server)];
  first.socket.emit("free");
  second.socket.emit("free");
  assert.deepEqual(await connections.acquire(server), { socket: second.socket, isReused: true });
  const other = await connections.acquire({ ...server, port: 3001 });
  assert.equal(other.isReused, false);
  assert.deepEqual(dialled, ["10.0.1.5:3000", "10.0.1.5:3000", "10.0.1.5:3001"]);
});

test("keepConnections() does not lend what its server has closed", async () => {
  const connections = keepConnections(() => Promise.resolve(new Socket()), minute);
  const { socket } = await connections.acquire(server);
  socket.emit("free");
  socket.emit("end");
  assert.equal((await connections.acquire(server)).isReused, false);
});

test("keepConnections() gives up a dial that does not end, and what comes of it later", async () => {
  const { promise, resolve } = Promise.withResolvers<Socket>();
  const timers = handTimers();
  let signal: AbortSignal | undefined;
  const connections = keepConnections(
    (_address, _port, given) => {
      signal = given;
      return promise;
    },
    minute,
    timers,
  );
  const acquired = connections.acquire(server);
  assert.equal(signal?.aborted, false);
  await timers.strike(minute);
  await assert.rejects(acquired, { code: "ETIMEDOUT" });
  assert.equal(signal?.aborted, true);
  const late = new Socket();
  resolve(late);
  await new Promise(setImmediate);
  assert.equal(late.destroyed, true);
});

test("keepConnections() calls its patience off when a dial ends", async () => {
  const timers = handTimers();
  const connections = keepConnections(() => Promise.resolve(new Socket()), minute, timers);
  assert.equal((await connections.acquire(server)).socket.destroyed, false);
  assert.equal(timers.count(), 0);
});

test("keepConnections() passes on why a dial failed", async () => {
  const connections = keepConnections(() => Promise.reject(new Error("refused")), minute);
  await assert.rejects(connections.acquire(server), /refused/);
});

test("keepConnections() ends a dial that goes on when it is closed", async () => {
  const timers = handTimers();
  let signal: AbortSignal | undefined;
  const connections = keepConnections(
    (_address, _port, given) => {
      signal = given;
      return new Promise(() => {});
    },
    minute,
    timers,
  );
  const acquired = connections.acquire(server);
  connections.close();
  await assert.rejects(acquired, /closed/);
  assert.equal(signal?.aborted, true);
  assert.equal(timers.count(), 0);
});

test("keepConnections() ends all when it is closed, and what is dialled afterwards", async () => {
  const connections = keepConnections(() => Promise.resolve(new Socket()), minute);
  const { socket } = await connections.acquire(server);
  connections.close();
  assert.equal(socket.destroyed, true);
  assert.equal((await connections.acquire(server)).socket.destroyed, true);
});
