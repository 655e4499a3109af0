import assert from "node:assert/strict";
import { test } from "node:test";
import { connectDocker, type Docker, type DockerObject } from "../../../src/capture/docker.ts";
import { makeEngineEventLog } from "../../../src/lab/engine/event-log.ts";
import { engineEvents } from "../../../src/lab/engine/events.ts";
import { createEngineServer } from "../../../src/lab/engine/server.ts";
import { listenOn } from "../../../src/lab/listen.ts";
import { type ModelSwarm, runningModel } from "../swarm/model-swarm.ts";

interface Served {
  readonly model: ModelSwarm;
  readonly url: string;
  readonly docker: Docker;
  /** Tells the engine's clients what the model has done since the last time. */
  tell(): void;
}

/** What a test waits for at most, ms: longer means that it never comes. */
const patience = 20_000;

/** Serves a running model while the work is done with it. */
async function served(work: (served: Served) => Promise<void>): Promise<void> {
  const model = runningModel();
  const events = makeEngineEventLog();
  const machine = { architecture: "x86_64", goArchitecture: "amd64", os: "linux", memoryBytes: 4e9 };
  const host = { machine, dispatcher: "127.0.0.1:40123", heartbeat: 200 };
  const server = createEngineServer({ swarm: model.swarm, host, events, now: model.now });
  const port = await listenOn(server, 0, "the Engine API");
  const docker = connectDocker({ name: "manager", host: `tcp://127.0.0.1:${port}`, timeout: 5_000 });
  let told = 0;
  const tell = () => {
    for (const { before, after, at } of model.steps.slice(told)) events.tell(engineEvents(before, after, at));
    told = model.steps.length;
  };
  try {
    await work({ model, url: `http://127.0.0.1:${port}`, docker, tell });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("createEngineServer() answers the recorder's client", async () => {
  await served(async ({ docker, model }) => {
    const [nodes, services, tasks] = [await docker.nodes(), await docker.services(), await docker.tasks()];
    assert.deepEqual([nodes.length, services.length, tasks.length], [3, 2, 7]);
    assert.equal((await docker.version())["Version"], "0.1.0-lab");
    const { value, clock } = await docker.info();
    assert.equal(value["Name"], "manager");
    assert.deepEqual(value["SystemTime"], new Date(model.now()).toISOString());
    assert.notEqual(clock, undefined);
  });
});

test("createEngineServer() streams the events that are asked for, the remembered ones first", async () => {
  await served(async ({ docker, model, tell }) => {
    tell();
    const since = model.now();
    model.pass(1_200, "manager", "worker-2");
    tell();
    const heard: DockerObject[] = [];
    const stop = new AbortController();
    await docker.events(
      {
        onLost() {},
        onEvent(event) {
          heard.push(event);
          if (heard.length === 2) return stop.abort();
          model.pass(100, "manager", "worker-1", "worker-2");
          tell();
        },
      },
      AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]),
      since,
    );
    const attributes = heard.map(({ Actor }) => (Actor as { Attributes: unknown }).Attributes);
    assert.deepEqual(attributes, [
      { name: "worker-1", "state.new": "down", "state.old": "ready" },
      { name: "worker-1", "state.new": "ready", "state.old": "down" },
    ]);
    const [down] = heard;
    assert.deepEqual([down?.["Type"], down?.["Action"], down?.["scope"]], ["node", "update", "swarm"]);
    assert.equal(down?.["timeNano"], (since + 1_200) * 1e6);
    assert.equal(down?.["time"], Math.floor((since + 1_200) / 1_000));
  });
});

test("createEngineServer() remembers nothing for a client that does not ask since when, and keeps to its filters", async () => {
  await served(async ({ url, model, tell }) => {
    tell();
    const filters = encodeURIComponent(JSON.stringify({ type: ["node"], event: ["update"], node: ["worker-2"] }));
    const response = await fetch(`${url}/v1.41/events?filters=${filters}`, { signal: AbortSignal.timeout(patience) });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    model.pass(1_200, "manager");
    tell();
    const { value = "" } = await reader!.read();
    await reader!.cancel();
    const lines = value.trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ Actor }) => Actor.Attributes.name), ["worker-2"]);
  });
});

test("createEngineServer() ends a stream of events at the instant until which they are asked for", async () => {
  await served(async ({ url, model, tell }) => {
    tell();
    const response = await fetch(`${url}/events?since=0&until=${model.now() / 1_000}`, {
      signal: AbortSignal.timeout(patience),
    });
    const lines = (await response.text()).trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ Type, Action, Actor }) => `${Type} ${Action} ${Actor.Attributes.name}`), [
      "node create manager",
      "node create worker-1",
      "node create worker-2",
      "network create album_public",
      "service create album_web",
      "service create album_proxy",
    ]);
  });
});

test("createEngineServer() tells its version to whoever pings, and speaks every version that it names", async () => {
  await served(async ({ url }) => {
    for (const method of ["GET", "HEAD"]) {
      const response = await fetch(`${url}/_ping`, { method });
      assert.equal(response.headers.get("Api-Version"), "1.41");
      assert.equal(response.headers.get("Ostype"), "linux");
      assert.equal(await response.text(), method === "GET" ? "OK" : "");
    }
    const answers = await Promise.all(
      ["", "/v1.24", "/v1.41"].map(async (version) => await (await fetch(`${url}${version}/tasks`)).text()),
    );
    assert.equal(new Set(answers).size, 1);
  });
});

test("createEngineServer() refuses with the engine's status and words", async () => {
  await served(async ({ url }) => {
    const ask = async (path: string, method = "GET") => {
      const response = await fetch(url + path, { method });
      return [response.status, await response.json()];
    };
    assert.deepEqual(await ask("/nodes", "POST"), [404, { message: "page not found" }]);
    assert.deepEqual(await ask("/v1.41/nodes/xyz"), [404, { message: "node xyz not found" }]);
    assert.deepEqual(await ask("/nodes/%zz"), [400, { message: "invalid URL escape" }]);
    const tooNew = "client version 1.99 is too new. Maximum supported API version is 1.41";
    assert.deepEqual(await ask("/v1.99/nodes"), [400, { message: tooNew }]);
    const syntax = 'strconv.ParseInt: parsing "abc": invalid syntax';
    assert.deepEqual(await ask("/events?since=abc"), [500, { message: syntax }]);
  });
});
