import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, test } from "node:test";
import { listenOn } from "../../../src/lab/listen.ts";
import { dialOverlay } from "../../../src/lab/overlay/dial.ts";
import { startOverlay } from "../../../src/lab/overlay/overlay.ts";
import { handTimers } from "./hand-timers.ts";

const grace = 100;
const patience = 10_000;
const unreachable = 4_500;

/** What a test started, to be ended after it. */
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A switch of two hosts, both alive. */
async function raise() {
  const alive = new Set(["worker-1", "worker-2"]);
  const timers = handTimers();
  const overlay = await startOverlay((host) => alive.has(host), unreachable, timers);
  ends.push(() => overlay.close());
  const dial = (address: string, signal?: AbortSignal) => dialOverlay(overlay.port, address, 3_000, signal);
  /** A program of a host that serves an address; answers its connections, which come in the order of the dials. */
  async function serve(host: string, address: string, onConnection: (socket: Socket) => void): Promise<Socket[]> {
    const sockets: Socket[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket.on("error", () => {}));
      onConnection(socket);
    });
    overlay.attach(host, address, await listenOn(server, 0, "the test"));
    ends.push(() => end(server, sockets));
    return sockets;
  }
  /** Resolves when the switch has done all that it had to do before. */
  async function settle(): Promise<void> {
    await serve("worker-2", "10.0.1.99", (socket) => socket.write("here"));
    const socket = await dial("10.0.1.99");
    await once(socket, "data");
    socket.destroy();
  }
  return { alive, timers, overlay, dial, serve, settle };
}

async function end(server: Server, sockets: readonly Socket[]): Promise<void> {
  const closed = once(server, "close");
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}

/** What a client hears: pieces of text, an end, an error's code. */
function hear(socket: Socket): string[] {
  const heard: string[] = [];
  socket.setEncoding("utf8").on("data", (text: string) => heard.push(text));
  socket.on("end", () => heard.push("end"));
  socket.on("error", (error: NodeJS.ErrnoException) => heard.push(error.code ?? error.message));
  return heard;
}

/** Unlike `once`, does not mind an error before. */
function closeOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once("close", resolve));
}

/** All that a socket receives, to the end of it or of the connection. */
function textOf(socket: Socket): Promise<string> {
  const heard = hear(socket);
  const text = () => heard.filter((piece) => piece !== "end" && piece !== "ECONNRESET").join("");
  return new Promise((resolve) => {
    for (const name of ["end", "close"]) socket.once(name, () => resolve(text()));
  });
}

test("startOverlay() passes what both sides send, in order and whole, and the end of each by itself", async () => {
  const { dial, serve, timers } = await raise();
  await serve("worker-1", "10.0.1.6", (socket) => {
    // Speaks first, hears the other side to its end, and only then answers.
    socket.write("hello\n");
    void textOf(socket).then((text) => socket.end(text.toUpperCase()));
  });
  const socket = await dial("10.0.1.6");
  socket.allowHalfOpen = true;
  const sent = "photo ".repeat(200_000);
  socket.end(sent);
  void timers.strike(grace);
  const text = await textOf(socket);
  assert.ok(text === `hello\n${sent.toUpperCase()}`, `${text.length} characters came`);
});

test("startOverlay() refuses where nobody listens", async () => {
  const { overlay, dial, serve, timers } = await raise();
  const refused = { code: "ECONNREFUSED", message: "connect ECONNREFUSED 10.0.1.6:3000" };
  await assert.rejects(dial("10.0.1.6"), refused);
  await serve("worker-1", "10.0.1.6", () => {});
  overlay.detach("worker-2", "10.0.1.6");
  (await dial("10.0.1.6")).destroy();
  overlay.detach("worker-1", "10.0.1.6");
  await assert.rejects(dial("10.0.1.6"), refused);

  const server = createServer();
  overlay.attach("worker-1", "10.0.1.6", await listenOn(server, 0, "the test"));
  await new Promise((resolve) => server.close(resolve));
  await Promise.all([assert.rejects(dial("10.0.1.6"), refused), timers.strike(grace)]);
});

test("startOverlay() never answers for a dead host, until the client gives up", async () => {
  const { alive, dial, serve, settle } = await raise();
  await serve("worker-1", "10.0.1.6", () => {});
  alive.delete("worker-1");
  const giveUp = new AbortController();
  let isOpen = true;
  const dialled = dial("10.0.1.6", giveUp.signal).finally(() => isOpen = false);
  await settle();
  assert.equal(isOpen, true);
  giveUp.abort(new RangeError("enough"));
  await assert.rejects(dialled, new RangeError("enough"));
  await assert.rejects(dial("10.0.1.6", giveUp.signal), new RangeError("enough"));
});

test("hostDied() lets connections fall silent, and after a while break", async () => {
  const { alive, overlay, timers, dial, serve, settle } = await raise();
  const programs = await serve("worker-1", "10.0.1.6", (socket) => socket.write("before"));
  const socket = await dial("10.0.1.6");
  const heard = hear(socket);
  await once(socket, "data");
  alive.delete("worker-1");
  overlay.hostDied("worker-1");
  programs[0]?.end("after");
  socket.write("is anybody there?".repeat(100_000));
  await settle();
  assert.deepEqual(heard, ["before"]);
  const closed = closeOf(socket);
  await timers.strike(unreachable);
  await closed;
  assert.deepEqual(heard, ["before", "ECONNRESET"]);
});

test("startOverlay() passes on that a program ended or reset a connection", async () => {
  const { timers, dial, serve, settle } = await raise();
  const programs = await serve("worker-1", "10.0.1.6", () => {});
  const [ended, reset] = [await dial("10.0.1.6"), await dial("10.0.1.6")];
  const heard = [hear(ended), hear(reset)];
  programs[0]?.end("bye");
  await Promise.all([once(ended, "end"), timers.strike(grace)]);
  programs[1]?.resetAndDestroy();
  await settle();
  assert.deepEqual(heard, [["bye", "end"], []], "not before the grace is over");
  await Promise.all([closeOf(reset), timers.strike(grace)]);
  assert.deepEqual(heard[1], ["ECONNRESET"]);
});

test("startOverlay() keeps back the end of a connection when the host turns out to be dead", async () => {
  const { alive, timers, dial, serve, settle } = await raise();
  const programs = await serve("worker-1", "10.0.1.6", () => {});
  const sockets = [await dial("10.0.1.6"), await dial("10.0.1.6")];
  const heard = sockets.map(hear);
  programs[0]?.destroy();
  programs[1]?.resetAndDestroy();
  await settle();
  alive.delete("worker-1");
  await timers.strike(grace);
  await timers.strike(grace);
  await settle();
  assert.deepEqual(heard, [[], []]);
  sockets.forEach((socket) => socket.destroy());
});

test("startOverlay() does not answer when the host that refuses turns out to be dead", async () => {
  const { alive, overlay, timers, dial, settle } = await raise();
  const server = createServer();
  overlay.attach("worker-1", "10.0.1.6", await listenOn(server, 0, "the test"));
  await new Promise((resolve) => server.close(resolve));
  const giveUp = new AbortController();
  let isOpen = true;
  const dialled = dial("10.0.1.6", giveUp.signal).finally(() => isOpen = false);
  await timers.whenSet(grace);
  alive.delete("worker-1");
  await timers.strike(grace);
  await settle();
  assert.equal(isOpen, true);
  giveUp.abort();
  await assert.rejects(dialled, { name: "AbortError" });
});

test("startOverlay() refuses the former addresses of a host that started again", async () => {
  const { alive, overlay, dial, serve } = await raise();
  await serve("worker-1", "10.0.1.6", () => {});
  alive.delete("worker-1");
  overlay.hostDied("worker-1");
  alive.add("worker-1");
  await assert.rejects(dial("10.0.1.6"), { code: "ECONNREFUSED" });
  await serve("worker-1", "10.0.1.7", () => {});
  (await dial("10.0.1.7")).destroy();
});

test("startOverlay() cuts whoever asks for no address, or for nothing", async () => {
  const { overlay, timers, settle } = await raise();
  for (const line of ["\n", "worker-1:80\n", "10.0.1.6\n", "1".repeat(30), `${"1".repeat(30)}\n`, "10.0.1.6:80"]) {
    const socket = connect(overlay.port, "127.0.0.1");
    // A line that does not end is cut with its connection.
    if (line.endsWith("80")) socket.end(line);
    else socket.write(line);
    assert.equal(await textOf(socket), "", JSON.stringify(line));
  }
  const socket = connect(overlay.port, "127.0.0.1");
  const heard = hear(socket);
  await settle();
  assert.deepEqual(heard, []);
  await Promise.all([closeOf(socket), timers.strike(patience)]);
});

test("close() ends every connection", async () => {
  const { alive, overlay, dial, serve, settle } = await raise();
  await serve("worker-1", "10.0.1.6", () => {});
  const open = await dial("10.0.1.6");
  const closed = closeOf(open.on("error", () => {}).resume());
  alive.delete("worker-1");
  const hanging = assert.rejects(dial("10.0.1.6"), /the overlay network is gone|ECONNRESET/);
  await settle();
  await overlay.close();
  await Promise.all([closed, hanging]);
});
