import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { type Child, startChild } from "../../../src/lab/child-process.ts";
import type { HostConfig } from "../../../src/lab/host/host-config.ts";
import type { LabEvent } from "../../../src/lab/lab-event.ts";
import { findFreePort } from "../../../src/lab/lab-ports.ts";
import { wholeSince } from "../../../src/lab/lab-state.ts";
import { paces } from "../../../src/lab/pace.ts";
import { askEngine } from "../lab/engine.ts";
import { placeOf } from "../lab/layout.ts";
import { findParts } from "../lab/parts.ts";
import { run } from "../lab/shell.ts";
import { until } from "../lab/until.ts";
import { strangePaths } from "./shape.ts";

let manager: Child;
let engine: number;

before(async () => {
  const events: LabEvent[] = [];
  const published = { web: await findFreePort(0), metrics: await findFreePort(0), engine: await findFreePort(0) };
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

test("a real Traefik takes its routes from the lab's engine", async () => {
  const { traefik = "" } = await findParts();
  const api = await findFreePort(0);
  const args = [
    "--providers.swarm=true",
    `--providers.swarm.endpoint=tcp://127.0.0.1:${engine}`,
    "--providers.swarm.network=album_public",
    "--providers.swarm.exposedByDefault=false",
    "--providers.swarm.refreshSeconds=500ms",
    `--entrypoints.web.address=127.0.0.1:${await findFreePort(0)}`,
    `--entrypoints.traefik.address=127.0.0.1:${api}`,
    "--api.insecure=true",
    "--global.checkNewVersion=false",
  ];
  const process = spawn(traefik, args, { stdio: "ignore" });
  const ended = once(process, "exit");
  try {
    const tasks = JSON.parse(await tellLab("/tasks")) as {
      NetworksAttachments: { Addresses: string[] }[];
      Slot: number;
    }[];
    const addresses = tasks.map(({ NetworksAttachments }) => NetworksAttachments[0]?.Addresses[0]?.replace("/24", ""));
    let servers: string[] = [];
    await until("Traefik routes to six replicas", async () => {
      const response = await fetch(`http://127.0.0.1:${api}/api/http/services/web@swarm`).catch(() => undefined);
      if (response?.status !== 200) return false;
      const { loadBalancer } = await response.json() as { loadBalancer: { servers: { url: string }[] } };
      servers = loadBalancer.servers.map(({ url }) => new URL(url).hostname);
      return servers.length === 6;
    }, 20_000);
    assert.deepEqual(servers.filter((server) => !addresses.includes(server)), []);
    const router = await (await fetch(`http://127.0.0.1:${api}/api/http/routers/web@swarm`)).json();
    assert.equal((router as { rule: string }).rule, "Host(`album.test`)");
  } finally {
    process.kill("SIGKILL");
    await ended;
  }
});
