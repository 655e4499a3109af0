import assert from "node:assert/strict";
import { test } from "node:test";
import { swarmNode, swarmService, swarmTask } from "../../../src/core/swarm.ts";
import { answerEngine } from "../../../src/lab/engine/answer.ts";
import type { EngineHost } from "../../../src/lab/engine/host.ts";
import { EngineRefusal } from "../../../src/lab/engine/refusal.ts";
import { begun, modelSwarm, runningModel } from "../swarm/model-swarm.ts";

const host: EngineHost = {
  machine: { architecture: "x86_64", goArchitecture: "amd64", os: "linux", memoryBytes: 4e9 },
  dispatcher: "127.0.0.1:40123",
  heartbeat: 200,
};

/** A running swarm whose worker-1 was lost. */
const lost = runningModel();
lost.pass(3_000, "manager", "worker-2");
const swarm = lost.swarm();

function ask(path: string): unknown {
  return answerEngine(swarm, host, new URL(path, "http://engine"), lost.now());
}

function list(kind: string, filters: unknown = {}): readonly Record<string, unknown>[] {
  return ask(`/${kind}?filters=${encodeURIComponent(JSON.stringify(filters))}`) as Record<string, unknown>[];
}

const nodeId = (name: string) => swarm.nodes.find(({ hostname }) => hostname === name)?.id;
const serviceId = (name: string) => swarm.services.find(({ spec }) => spec.name === name)?.id ?? "";

test("answerEngine() tells nodes, services and tasks in shapes that the recorder's schemas read", () => {
  assert.deepEqual(["nodes", "services", "tasks"].map((kind) => list(kind).length), [3, 2, 9]);
  for (const node of list("nodes")) assert.ok(swarmNode.parse(node).Description?.Hostname);
  for (const service of list("services")) assert.ok(swarmService.parse(service).Spec.Mode?.Replicated?.Replicas);
  for (const task of list("tasks")) assert.ok(swarmTask.parse(task).Slot);
});

test("answerEngine() tells a node that is down as SwarmKit words it", () => {
  const [node] = list("nodes", { name: ["worker-1"] });
  assert.deepEqual(node?.["Status"], { State: "down", Message: "heartbeat failure", Addr: "127.0.0.1" });
  assert.equal(node?.["ManagerStatus"], undefined);
  const [manager] = list("nodes", { role: ["manager"] });
  assert.deepEqual(manager?.["ManagerStatus"], { Leader: true, Reachability: "reachable", Addr: "127.0.0.1:40123" });
});

test("answerEngine() tells a lost task as running for ever, but not wanted", () => {
  const tasks = list("tasks", { node: ["worker-1"] }).map((task) => swarmTask.parse(task));
  assert.deepEqual(tasks.map(({ DesiredState, Status }) => [DesiredState, Status.State]), [
    ["shutdown", "running"],
    ["shutdown", "running"],
  ]);
});

test("answerEngine() tells a task's image, address and published ports", () => {
  const [proxy] = list("tasks", { service: ["album_proxy"] });
  const spec = proxy?.["Spec"] as { ContainerSpec: { Image: string; Args: string[] }; Placement: unknown };
  assert.equal(spec.ContainerSpec.Image, "traefik:3");
  assert.ok(spec.ContainerSpec.Args.includes("--providers.swarm.endpoint=tcp://127.0.0.1:4782"));
  assert.deepEqual(spec.Placement, { Constraints: ["node.hostname == manager"] });
  const [attachment] = proxy?.["NetworksAttachments"] as { Network: { ID: string }; Addresses: string[] }[];
  assert.deepEqual(attachment?.Addresses, ["10.0.1.8/24"]);
  assert.equal(attachment?.Network.ID, swarm.network?.id);
  const { PortStatus } = proxy?.["Status"] as { PortStatus: { Ports: { PublishedPort: number }[] } };
  assert.deepEqual(PortStatus.Ports.map(({ PublishedPort }) => PublishedPort), [4780, 4781]);
});

test("answerEngine() tells what the manager is and runs, with durations in ns", () => {
  const info = ask("/info") as Record<string, unknown> & { Swarm: { Cluster: { Spec: Record<string, unknown> } } };
  assert.deepEqual([info["Name"], info["ContainersRunning"], info["NCPU"]], ["manager", 4, 1]);
  assert.equal(info["SystemTime"], new Date(lost.now()).toISOString());
  assert.deepEqual(info.Swarm.Cluster.Spec["Dispatcher"], { HeartbeatPeriod: 200e6 });
  const [web] = list("tasks", { name: ["album_web.1"] });
  const { RestartPolicy } = web?.["Spec"] as { RestartPolicy: { Delay: number } };
  assert.equal(RestartPolicy.Delay, 1e9);
});

test("answerEngine() dates objects in RFC 3339 and counts the swarm's changes", () => {
  const [node] = list("nodes", { name: ["worker-1"] });
  assert.equal(node?.["CreatedAt"], new Date(begun + 50).toISOString());
  const versions = list("tasks").map((task) => (task["Version"] as { Index: number }).Index);
  assert.ok(versions.every((index) => index > 1 && index <= swarm.index));
});

test("answerEngine() filters tasks as Traefik's provider and docker ask", () => {
  const running = list("tasks", { service: [serviceId("album_web")], "desired-state": ["running"] });
  assert.equal(running.length, 6);
  assert.equal(list("tasks", { "desired-state": { running: true, shutdown: false } }).length, 7);
  assert.equal(list("tasks", { "desired-state": ["running", "shutdown"] }).length, swarm.tasks.length);
  assert.deepEqual(list("tasks", { "desired-state": ["ready", "Complete"] }), []);
  assert.equal(list("tasks", { name: ["album_web.2"] }).length, 2);
  assert.equal(list("tasks", { id: [swarm.tasks[0]?.id] }).length, 1);
  assert.equal(list("tasks", { node: [nodeId("manager")], "desired-state": ["running"] }).length, 4);
  assert.equal(list("tasks", { label: ["com.docker.stack.namespace=album"] }).length, swarm.tasks.length);
  assert.equal(list("tasks", { name: [] }).length, swarm.tasks.length);
});

test("answerEngine() filters services, nodes and networks", () => {
  assert.deepEqual(list("services", { name: ["album_p"] }).map(({ ID }) => ID), [serviceId("album_proxy")]);
  assert.deepEqual(list("services", { label: ["traefik.enable=true"] }).map(({ ID }) => ID), [serviceId("album_web")]);
  assert.deepEqual(list("services", { label: ["traefik.enable=no"] }), []);
  assert.deepEqual(list("nodes", { id: [nodeId("worker-2")?.slice(0, 6)] }).map(({ ID }) => ID), [nodeId("worker-2")]);
  assert.deepEqual(list("networks", { scope: ["swarm"] }).map(({ Name }) => Name), ["album_public"]);
  const fitting: readonly (readonly [kind: string, filter: string, fit: string, other: string])[] = [
    ["nodes", "membership", "accepted", "pending"],
    ["services", "mode", "replicated", "global"],
    ["services", "runtime", "container", "plugin"],
    ["tasks", "runtime", "container", "plugin"],
    ["networks", "scope", "swarm", "local"],
    ["networks", "type", "custom", "builtin"],
    ["networks", "driver", "overlay", "bridge"],
    ["networks", "name", "public", "private"],
    ["networks", "label", "com.docker.stack.namespace=album", "com.docker.stack.namespace=other"],
    ["services", "label", "traefik.enable", "traefik.disable"],
  ];
  for (const [kind, filter, fit, other] of fitting) {
    const counts = [fit, other].map((wanted) => list(kind, { [filter]: [wanted] }).length > 0);
    assert.deepEqual(counts, [true, false], `${kind} by ${filter}`);
  }
});

test("answerEngine() finds one object by its id, its name or the beginning of its id", () => {
  const id = nodeId("worker-2") ?? "";
  for (const wanted of [id, "worker-2", id.slice(0, 8)]) {
    assert.equal((ask(`/nodes/${wanted}`) as { ID: string }).ID, id);
  }
  assert.equal((ask("/services/album_web") as { ID: string }).ID, serviceId("album_web"));
  assert.equal((ask("/networks/album_public") as { Id: string }).Id, swarm.network?.id);
  assert.equal((ask(`/tasks/${swarm.tasks[0]?.id}`) as { Slot: number }).Slot, 1);
});

test("answerEngine() refuses in the engine's words", () => {
  const refusals: readonly (readonly [path: string, status: number, words: string])[] = [
    ["/nope", 404, "page not found"],
    ["/nodes/", 404, "page not found"],
    ["/nodes/a/b", 404, "page not found"],
    ["/nodes/xyz", 404, "node xyz not found"],
    ["/services/xyz", 404, "service xyz not found"],
    ["/tasks/xyz", 404, "task xyz not found"],
    ["/networks/xyz", 404, "network xyz not found"],
    ['/tasks?filters={"service":["nope"]}', 404, "service nope not found"],
    ['/tasks?filters={"foo":["a"]}', 400, "Invalid filter 'foo'"],
    ['/nodes?filters={"toString":["a"]}', 400, "Invalid filter 'toString'"],
    ['/nodes?filters={"role":["x"]}', 500, "Invalid role filter: 'x'"],
    ['/tasks?filters={"desired-state":["foo"]}', 500, "Invalid desired-state filter: 'foo'"],
    ["/nodes?filters=[]", 500, "invalid filter"],
    ['/nodes?filters={"name":"a"}', 500, "invalid filter"],
    ["/nodes/%E0%A4%A", 400, "invalid URL escape"],
    ["/tasks?filters={", 500, "unexpected end of JSON input"],
  ];
  for (const [path, status, words] of refusals) {
    assert.throws(
      () => ask(path),
      (error) => {
        assert.ok(error instanceof EngineRefusal);
        assert.deepEqual([error.status, error.message], [status, words]);
        return true;
      },
    );
  }
});

test("answerEngine() tells before any node joined that nothing is there yet", () => {
  const empty = modelSwarm().swarm();
  const info = answerEngine(empty, host, new URL("http://engine/info"), begun) as { Swarm: Record<string, unknown> };
  assert.equal(info.Swarm["LocalNodeState"], "pending");
  assert.deepEqual(answerEngine(empty, host, new URL("http://engine/networks"), begun), []);
});
