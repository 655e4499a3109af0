import assert from "node:assert/strict";
import { test } from "node:test";
import { type AskEngine, readSwarm, type ServiceAnswer, type TaskAnswer } from "../../../src/lab/proxy/read-swarm.ts";
import { routeLabels } from "../../fakes/swarm-routes.ts";

const task = (id: string, address: string, state = "running", network = "album_public"): TaskAnswer => ({
  ID: id,
  Status: { State: state },
  NetworksAttachments: [
    { Network: { Spec: { Name: "other" } }, Addresses: ["10.9.9.9/24"] },
    { Network: { Spec: { Name: network } }, Addresses: [`${address}/24`] },
  ],
});
const service = (name: string, labels = routeLabels(name, `${name}.test`, 3000)): ServiceAnswer => ({
  ID: `id-${name}`,
  Spec: { Name: name, Labels: labels },
});

function engine(services: readonly ServiceAnswer[], tasks: Readonly<Record<string, readonly TaskAnswer[]>>): AskEngine {
  return (path) => {
    const filters = new URL(path, "http://engine").searchParams.get("filters");
    if (filters === null) return Promise.resolve(services);
    const { service, "desired-state": desired } = JSON.parse(filters);
    assert.deepEqual(desired, { running: true });
    return Promise.resolve(tasks[Object.keys(service)[0]?.slice(3) ?? ""] ?? []);
  };
}

const flags = { exposedByDefault: false, network: "album_public" };

test("readSwarm() serves the running tasks in the wanted network, in an order of its own", async () => {
  const tasks = { web: [task("b", "10.0.1.6"), task("a", "10.0.1.5"), task("c", "10.0.1.7", "starting")] };
  const table = await readSwarm(engine([service("web")], tasks), flags, assert.fail);
  assert.deepEqual(table.services, {
    "web@swarm": ["10.0.1.5", "10.0.1.6"].map((address) => ({ address, port: 3000, weight: 1 })),
  });
  assert.deepEqual(table.routers.map(({ name }) => name), ["web@swarm"]);
});

test("readSwarm() takes a task's first network where the wanted one is missing", async () => {
  const table = await readSwarm(
    engine([service("web")], { web: [task("a", "10.0.1.5", "running", "x")] }),
    flags,
    assert.fail,
  );
  assert.deepEqual(table.services["web@swarm"]?.map(({ address }) => address), ["10.9.9.9"]);
});

test("readSwarm() has no router for a service without a running task, nor for one that is not enabled", async () => {
  const services = [service("web"), service("proxy", {})];
  const table = await readSwarm(
    engine(services, { web: [task("a", "10.0.1.5", "failed")], proxy: [task("p", "10.0.1.2")] }),
    flags,
    assert.fail,
  );
  assert.deepEqual(table, { routers: [], services: {} });
});

test("readSwarm() says what it leaves out, and serves the others", async () => {
  const said: string[] = [];
  const services = [
    service("bad", { ...routeLabels("bad", "bad.test", 1), "traefik.http.routers.bad.rule": "Path(`/`)" }),
    service("twin", { ...routeLabels("web", "twin.test", 1) }),
    service("web"),
  ];
  const tasks = { bad: [task("a", "10.0.1.5")], twin: [task("t", "10.0.1.6")], web: [task("b", "10.0.1.7")] };
  const table = await readSwarm(engine(services, tasks), flags, (words) => said.push(words));
  assert.deepEqual(table.routers.map(({ hosts }) => hosts), [["twin.test"]]);
  assert.match(said[0] ?? "", /service "bad": the rule "Path\(`\/`\)"/);
  assert.match(said[1] ?? "", /service "web": another service .*"web@swarm"/);
});

test("readSwarm() joins the servers of services that mean the same", async () => {
  const same = routeLabels("web", "album.test", 3000);
  const services = [service("blue", same), service("green", same)];
  const table = await readSwarm(
    engine(services, { blue: [task("a", "10.0.1.5")], green: [task("b", "10.0.1.6")] }),
    flags,
    assert.fail,
  );
  assert.equal(table.routers.length, 1);
  assert.equal(table.services["web@swarm"]?.length, 2);
});

test("readSwarm() rejects when the engine fails, so that the table stays", async () => {
  const ask: AskEngine = (path) =>
    path === "/services" ? Promise.resolve([service("web")]) : Promise.reject(new Error("no"));
  await assert.rejects(readSwarm(ask, flags, assert.fail), /no/);
});
