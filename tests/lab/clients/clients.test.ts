import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { test } from "node:test";
import { openBrowser } from "../../../src/lab/clients/browser.ts";
import { type ClientsEffects, startClients } from "../../../src/lab/clients/clients.ts";
import { newVisitor } from "../../../src/lab/clients/visit.ts";
import { listenOn } from "../../../src/lab/listen.ts";

const site = { url: "http://127.0.0.1/", host: "album.test" };

/** Surroundings in which a test answers the visits and strikes the timers. */
function handEffects() {
  const timers = new Map<() => void, number>();
  const open: ((isAnswered: boolean) => void)[] = [];
  let closed = 0;
  const effects: ClientsEffects = {
    after(delay, call) {
      timers.set(call, delay);
      return () => timers.delete(call);
    },
    open: () => ({
      send: () => new Promise((resolve) => open.push(resolve)),
      close() {
        closed++;
        open.splice(0).forEach((resolve) => resolve(false));
      },
    }),
  };
  const strikeAll = () => {
    const due = [...timers.keys()];
    timers.clear();
    due.forEach((call) => call());
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { effects, timers, open, strikeAll, turn, closed: () => closed };
}

test("startClients() spreads the starts, and lets each client wait for its answer", async () => {
  const { effects, timers, open, strikeAll, turn } = handEffects();
  const clients = startClients({ ...site, count: 4, pause: 100 }, effects);
  assert.deepEqual([...timers.values()], [0, 25, 50, 75]);
  strikeAll();
  assert.deepEqual(clients.counts(), { sent: 4, answered: 0, failed: 0, open: 4 });
  open.shift()?.(true);
  open.shift()?.(false);
  await turn();
  assert.deepEqual(clients.counts(), { sent: 4, answered: 1, failed: 1, open: 2 });
  assert.equal(timers.size, 2, "who has no answer asks for nothing");
  assert.ok([...timers.values()].every((pause) => pause >= 50 && pause < 150));
  strikeAll();
  assert.deepEqual(clients.counts(), { sent: 6, answered: 1, failed: 1, open: 4 });
  await clients.stop();
});

test("stop() ends clients that wait and clients that pause", async () => {
  const { effects, timers, open, strikeAll, turn, closed } = handEffects();
  const clients = startClients({ ...site, count: 2 }, effects);
  strikeAll();
  open.shift()?.(true);
  await turn();
  await clients.stop();
  assert.equal(closed(), 2);
  assert.equal(timers.size, 0);
  assert.deepEqual(clients.counts(), { sent: 2, answered: 1, failed: 0, open: 1 });
});

test("newVisitor() has the same habits for the same number: lists, albums, now and then a new one", () => {
  const visitsOf = (number: number) => {
    const visitor = newVisitor(number);
    return Array.from({ length: 500 }, () => visitor.next());
  };
  const visits = visitsOf(1);
  assert.deepEqual(visits, visitsOf(1));
  assert.notDeepEqual(visits, visitsOf(2));
  const shareOf = (kind: string) => visits.filter((visit) => visit.kind === kind).length / visits.length;
  assert.ok(shareOf("list") > 0.4 && shareOf("album") > 0.4, `${shareOf("list")} and ${shareOf("album")}`);
  assert.ok(shareOf("add") > 0.01 && shareOf("add") < 0.08, `${shareOf("add")}`);
  const opened = new Set(visits.flatMap((visit) => visit.kind === "album" ? [visit.id] : []));
  assert.deepEqual([...opened].sort(), [1, 2, 3]);
});

test("openBrowser() asks on one connection, by the site's name, and tells good answers from others", async () => {
  const asked: string[] = [];
  let connections = 0;
  const textOf = async (request: IncomingMessage) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    return text;
  };
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    asked.push([request.headers.host, request.method, request.url, text].join(" "));
    response.statusCode = request.url === "/albums/2" ? 502 : 200;
    if (request.url !== "/albums/3") return void response.end("a page");
    response.writeHead(200, { "Content-Length": 100 }).write("half a page");
    response.destroy();
  }).on("connection", () => connections++);
  const port = await listenOn(server, 0, "the test");
  const browser = openBrowser({ url: `http://127.0.0.1:${port}/`, host: "album.test" });
  assert.equal(await browser.send({ kind: "list" }), true);
  assert.equal(await browser.send({ kind: "add", title: "A & B" }), true);
  assert.equal(await browser.send({ kind: "album", id: 1 }), true);
  assert.equal(await browser.send({ kind: "album", id: 2 }), false);
  assert.equal(connections, 1);
  assert.equal(await browser.send({ kind: "album", id: 3 }), false);
  browser.close();
  // Deno asks again, on its own account, when a connection breaks that was used before.
  assert.deepEqual([...new Set(asked)], [
    "album.test GET / ",
    "album.test POST /albums title=A+%26+B",
    "album.test GET /albums/1 ",
    "album.test GET /albums/2 ",
    "album.test GET /albums/3 ",
  ]);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await openBrowser({ url: `http://127.0.0.1:${port}/`, host: "x" }).send({ kind: "list" }), false);
});

test("close() of a browser cuts the visit that has no answer", async () => {
  const server = createServer(() => {});
  const port = await listenOn(server, 0, "the test");
  const browser = openBrowser({ url: `http://127.0.0.1:${port}/`, host: "album.test" });
  const sent = browser.send({ kind: "list" });
  await once(server, "request");
  browser.close();
  assert.equal(await sent, false);
  await new Promise((resolve) => server.close(resolve));
});
