import assert from "node:assert/strict";
import { after, test } from "node:test";
import { connectDocker, parseDockerHost } from "../../src/capture/docker.ts";
import { watchSight } from "../../src/capture/sight.ts";
import { watchSwarm } from "../../src/capture/swarm-watch.ts";
import type { Fact } from "../../src/core/fact.ts";
import { fakeDocker } from "../fakes/docker.ts";

const fakes = await Promise.all([fakeDocker(), fakeDocker()]);
const [first, second] = fakes;
after(() => Promise.all(fakes.map((fake) => fake.close())));
const engine = (name: string, url: string, timeout = 10_000) =>
  connectDocker({ name, host: url.replace("http:", "tcp:"), timeout });

const noLeader =
  "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers are online.";

test("nodes() throws the engine's own words when it refuses", async () => {
  first.fault(() => ({ kind: "status", status: 500, body: JSON.stringify({ message: noLeader }) }));
  await assert.rejects(engine("manager", first.url).nodes(), { kind: "refusal", status: 500, message: noLeader });
  first.fault(() => ({ kind: "none" }));
});

test("nodes() throws when the engine hangs, breaks off or answers something else", async () => {
  const docker = engine("manager", first.url);
  const hasty = engine("manager", first.url, 40);
  first.fault(() => ({ kind: "hang" }));
  await assert.rejects(hasty.nodes(), { kind: "timeout", message: "no answer within 0.04 s" });
  first.fault(() => ({ kind: "truncate" }));
  await assert.rejects(hasty.nodes());
  first.fault(() => ({ kind: "half" }));
  await assert.rejects(docker.nodes(), { kind: "shape" });
  first.fault(() => ({ kind: "none" }));
  assert.equal((await docker.nodes()).length, 3);
});

test("watchSwarm() turns to the next manager and returns to the first", async () => {
  const facts: Fact[] = [];
  let now = 0;
  const write = (fact: Fact) => void facts.push(fact);
  const sight = watchSight(write, () => now);
  const engines = [engine("a", first.url), engine("b", second.url)];
  const watch = watchSwarm({ engines, sight, write, now: () => now });
  await watch.round();
  assert.equal(watch.current()?.name, "a");
  now = 1_000;
  first.fault(() => ({ kind: "status", status: 500, body: JSON.stringify({ message: noLeader }) }));
  await watch.round();
  assert.equal(watch.current()?.name, "b");
  first.fault(() => ({ kind: "none" }));
  now = 2_000;
  await watch.round();
  assert.equal(watch.current()?.name, "b", "left alone for a while");
  now = 5_000;
  await watch.round();
  assert.equal(watch.current()?.name, "a");
  assert.deepEqual(facts.filter(({ kind }) => kind === "blind"), [
    { kind: "blind", at: 1_000, source: "a", blind: true, since: 0, reason: noLeader },
    { kind: "blind", at: 5_000, source: "a", blind: false },
  ]);
});

test("watchSwarm() is not blind for an engine that is no manager", async () => {
  const facts: Fact[] = [];
  const sight = watchSight((fact) => facts.push(fact), () => 0);
  const body = JSON.stringify({
    message: "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state.",
  });
  first.fault(() => ({ kind: "status", status: 503, body }));
  const engines = [engine("worker", first.url), engine("manager", second.url)];
  const watch = watchSwarm({ engines, sight, write: (fact) => void facts.push(fact), now: () => 0 });
  await watch.round();
  first.fault(() => ({ kind: "none" }));
  assert.equal(watch.current()?.name, "manager");
  assert.deepEqual(facts.filter(({ kind }) => kind === "blind"), []);
});

/** Follows the first engine's events; `heard` resolves with the first that comes, which is emitted until then. */
async function follow(
  stop: AbortSignal,
): Promise<{ following: Promise<void>; heard: Readonly<Record<string, unknown>> }> {
  const heard = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const following = engine("manager", first.url).events({ onEvent: heard.resolve, onLost: () => {} }, stop);
  const timer = setInterval(() => first.emit({ Type: "node", Action: "update" }), 5);
  return { following, heard: await heard.promise.finally(() => clearInterval(timer)) };
}

test("events() hears events until it is stopped", async () => {
  const stop = new AbortController();
  const { following, heard } = await follow(stop.signal);
  assert.equal(heard["Type"], "node");
  stop.abort();
  await following;
});

test("events() rejects when the stream breaks", async () => {
  const { following } = await follow(new AbortController().signal);
  first.breakStreams();
  await assert.rejects(following, { kind: "connection" });
});

test("parseDockerHost() reads what DOCKER_HOST holds", () => {
  assert.equal(parseDockerHost("unix:///var/run/docker.sock").socketPath, "/var/run/docker.sock");
  assert.deepEqual([parseDockerHost("tcp://192.0.2.1:2375").host, parseDockerHost("tcp://192.0.2.1:2375").protocol], [
    "192.0.2.1",
    "http",
  ]);
  assert.equal(parseDockerHost("tcp://192.0.2.1:2376").protocol, "https");
  assert.deepEqual([parseDockerHost("ssh://me@host").username, parseDockerHost("ssh://me@host").port], ["me", 22]);
  assert.throws(() => parseDockerHost("docker"), /Cannot read Docker host "docker"/);
});
