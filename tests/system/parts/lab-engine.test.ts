import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Child, startChild } from "../../../src/lab/child-process.ts";
import type { HostConfig } from "../../../src/lab/host/host-config.ts";
import type { LabEvent } from "../../../src/lab/lab-event.ts";
import { checkPort } from "../../../src/lab/lab-ports.ts";
import { wholeSince } from "../../../src/lab/lab-state.ts";
import { paces } from "../../../src/lab/pace.ts";
import { askEngine } from "../lab/engine.ts";
import { placeOf } from "../lab/layout.ts";
import { run } from "../lab/shell.ts";
import { until } from "../lab/until.ts";
import { strangePaths } from "./shape.ts";

let manager: Child;
let engine: number;

before(async () => {
  const events: LabEvent[] = [];
  const published = {
    web: await checkPort(0, "a test"),
    metrics: await checkPort(0, "a test"),
    engine: await checkPort(0, "a test"),
  };
  // Nothing is sent through the proxy here, so that no switch of an overlay network is needed.
  const config: HostConfig = { name: "manager", role: "manager", pace: paces.fast, overlay: 1, nodes: 1, published };
  manager = await startChild("manager", "host/host-child.ts", config, {
    onLine: (line) => void (line.kind === "event" && events.push(line.event)),
    onDeath: (words) => console.error(words),
  });
  engine = published.engine;
  await until("the lab's manager runs every replica", () => Promise.resolve(wholeSince(events) !== undefined), 20_000);
});

after(async () => await manager.kill());

async function tellLab(path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${engine}${path}`);
  assert.equal(response.status, 200, path);
  return await response.text();
}

async function tellReal(path: string): Promise<string> {
  const real = await askEngine(placeOf("manager").socket, path);
  assert.equal(real.status, 200, real.body);
  return real.body;
}

const parseLines = (text: string): unknown[] => text.trim().split("\n").map((line) => JSON.parse(line));

test("the lab's engine says nothing that the real one does not say", async () => {
  const paths = ["/nodes", "/services", "/tasks", "/version", "/info", "/v1.41/nodes/manager", "/services/album_web"];
  const networks = `/networks?filters=${encodeURIComponent('{"scope":["swarm"]}')}`;
  for (const path of [...paths, networks, "/networks/album_public"]) {
    const [lab, real] = [await tellLab(path), await tellReal(path)];
    assert.deepEqual(strangePaths(JSON.parse(lab), JSON.parse(real)), [], path);
  }
});

test("the lab's engine tells events in the real one's shape", async () => {
  const filters = encodeURIComponent('{"scope":["swarm"]}');
  const path = `/events?since=0&until=${Math.floor(Date.now() / 1_000)}&filters=${filters}`;
  const [lab, real] = [parseLines(await tellLab(path)), parseLines(await tellReal(path))];
  assert.ok(lab.length > 0 && real.length > 0);
  assert.deepEqual(strangePaths(lab, real), []);
});

test("the lab's engine refuses with the status and the words of the real one", async () => {
  const paths = [
    "/nope",
    "/nodes/xyz",
    "/tasks/xyz",
    "/v1.5/nodes",
    '/tasks?filters={"service":["nope"]}',
    '/tasks?filters={"foo":["a"]}',
    '/nodes?filters={"role":["x"]}',
    '/tasks?filters={"desired-state":["foo"]}',
    "/tasks?filters={",
    "/events?since=abc",
  ].map(encodeURI);
  for (const path of paths) {
    const response = await fetch(`http://127.0.0.1:${engine}${path}`);
    const real = await askEngine(placeOf("manager").socket, path);
    // The real one words one refusal as plain text.
    const words = (text: string) =>
      text.startsWith("{") ? (JSON.parse(text) as { message: string }).message : text.trim();
    assert.deepEqual([response.status, words(await response.text())], [real.status, words(real.body)], path);
  }
});

test("the docker command reads the lab's engine", async () => {
  const host = `tcp://127.0.0.1:${engine}`;
  assert.match(`${await run`docker --host ${host} service ls`}`, /album_web\s+replicated\s+6\/6\s+album:1/);
  assert.match(`${await run`docker --host ${host} node ls`}`, /manager\s+Ready\s+Active\s+Leader/);
  assert.equal(`${await run`docker --host ${host} stack ps --quiet album`}`.trim().split("\n").length, 7);
});
