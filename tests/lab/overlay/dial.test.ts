import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { createServer as createNetServer, type Socket } from "node:net";
import { test } from "node:test";
import { listenOn } from "../../../src/lab/listen.ts";
import { dialOverlay } from "../../../src/lab/overlay/dial.ts";
import { startOverlay } from "../../../src/lab/overlay/overlay.ts";

test("dialOverlay() makes the connections of an agent of node:http", async () => {
  const overlay = await startOverlay(() => true, 1_000);
  let connections = 0;
  const server = createServer((request, response) => request.pipe(response)).on("connection", () => connections++);
  overlay.attach("worker-1", "10.0.1.6", await listenOn(server, 0, "the test"));
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = (options, done) => {
    dialOverlay(overlay.port, String(options.host), Number(options.port)).then(
      (socket) => done?.(null, socket),
      (error: Error) => done?.(error, undefined as unknown as Socket),
    );
    return undefined;
  };
  const echo = (host: string, body: string) =>
    new Promise<string>((resolve, reject) => {
      const echoed = request({ host, port: 3_000, method: "POST", agent }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => text += piece);
        response.on("end", () => resolve(text));
      });
      echoed.on("error", reject).end(body);
    });
  for (const body of ["a photo", "photo ".repeat(50_000)]) assert.ok(await echo("10.0.1.6", body) === body);
  assert.equal(connections, 1);
  await assert.rejects(echo("10.0.1.7", "a photo"), { code: "ECONNREFUSED" });
  agent.destroy();
  await overlay.close();
  server.close();
  server.closeAllConnections();
});

test("dialOverlay() leaves in the socket what came with the answer", async () => {
  for (const pieces of [["connected\nhello"], ["conn", "ected\n", "hello"]]) {
    const overlay = createNetServer((socket) => {
      pieces.forEach((piece) => socket.write(piece));
    });
    const socket = await dialOverlay(await listenOn(overlay, 0, "the test"), "10.0.1.6", 80);
    let text = "";
    socket.setEncoding("utf8").on("data", (piece: string) => text += piece);
    while (text !== "hello") await once(socket, "data");
    socket.destroy();
    overlay.close();
  }
});

test("dialOverlay() rejects when the switch is not there, breaks off, or talks nonsense", async () => {
  for (const answer of ["", "conn", "what?\n", "x".repeat(100)]) {
    const overlay = createNetServer((socket) => socket.resume().end(answer));
    const port = await listenOn(overlay, 0, "the test");
    await assert.rejects(dialOverlay(port, "10.0.1.6", 80), /the overlay network is gone/);
    await new Promise((resolve) => overlay.close(resolve));
    await assert.rejects(dialOverlay(port, "10.0.1.6", 80), { code: "ECONNREFUSED" });
  }
});
