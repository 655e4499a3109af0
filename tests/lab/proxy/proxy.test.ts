import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { afterEach, test } from "node:test";
import { UserError } from "../../../src/core/user-error.ts";
import { listenOn } from "../../../src/lab/listen.ts";
import { startProxy } from "../../../src/lab/proxy/proxy.ts";
import { handTimers } from "../overlay/hand-timers.ts";
import { routeLabels } from "../../fakes/swarm-routes.ts";
import { type ProxyRig, startRig, webAt } from "./rig.ts";

let rig: ProxyRig;

afterEach(() => rig.close());

const own = (metric: string, code: number, method = "GET") =>
  `traefik_${metric}{code="${code}",method="${method}",protocol="http",service="web@swarm"}`;

test("startProxy() forwards requests, and counts them at entrypoint, router and service", async () => {
  rig = await startRig();
  assert.deepEqual([...rig.listening.keys()], ["10.0.1.2"]);
  const answer = await rig.ask("/", { method: "POST", body: "hello" });
  assert.deepEqual([answer.status, answer.body], [200, "POST 5"]);
  const metrics = await rig.metrics();
  const labels = 'code="200",method="POST",protocol="http"';
  const service = 'service="web@swarm"';
  assert.equal(metrics.get(own("service_requests_total", 200, "POST")), 1);
  assert.equal(metrics.get(own("service_requests_bytes_total", 200, "POST")), 5);
  assert.equal(metrics.get(own("service_responses_bytes_total", 200, "POST")), 6);
  assert.equal(metrics.get(`traefik_router_requests_total{${labels},router="web@swarm",${service}}`), 1);
  assert.equal(
    metrics.get('traefik_entrypoint_requests_total{code="200",entrypoint="web",method="POST",protocol="http"}'),
    1,
  );
  assert.equal(metrics.get("traefik_config_reloads_total"), 2);
});

test("startProxy() streams what is large both ways", async () => {
  rig = await startRig();
  const answer = await rig.ask("/", { method: "PUT", body: "x".repeat(3_000_000) });
  assert.equal(answer.body, "PUT 3000000");
  assert.equal((await rig.ask("/large")).body.length, 3_000_000);
});

test("startProxy() answers itself where there is no router, no server or no connection", async () => {
  rig = await startRig(["--serversTransport.forwardingTimeouts.dialTimeout=50ms"]);
  rig.silent.add("10.0.1.6");
  rig.engine.run([
    webAt(rig.replica, "10.0.1.5"),
    { name: "silent", labels: routeLabels("silent", "silent.test", 1), tasks: [{ address: "10.0.1.6" }] },
    { name: "refused", labels: routeLabels("refused", "refused.test", 1), tasks: [{ address: "10.0.1.5" }] },
    {
      name: "weightless",
      labels: {
        ...routeLabels("weightless", "weightless.test", 1),
        "traefik.http.services.weightless.loadbalancer.server.weight": "0",
      },
      tasks: [{ address: "10.0.1.5" }],
    },
  ]);
  await rig.nextLook();
  const seen = async (host: string) => {
    const { status, body } = await rig.ask("/", { host });
    return [status, body];
  };
  assert.deepEqual(await seen("none.test"), [404, "404 page not found\n"]);
  assert.deepEqual(await seen("weightless.test"), [503, "no available server\n"]);
  assert.deepEqual(await seen("refused.test"), [502, "Bad Gateway"]);
  assert.deepEqual(await seen("silent.test"), [504, "Gateway Timeout"]);
  const counted = [...await rig.metrics()].filter(([series]) => series.startsWith("traefik_service_requests_total"));
  assert.equal(counted.length, 2);
});

test("startProxy() says 502 for a server that breaks off, 500 for one that speaks no HTTP", async () => {
  rig = await startRig();
  assert.equal((await rig.ask("/drop")).status, 502);
  assert.equal((await rig.ask("/garbage")).status, 500);
});

test("startProxy() keeps connections, and asks again when a kept one breaks, unless that might do a thing twice", async () => {
  rig = await startRig();
  await rig.ask("/");
  await rig.ask("/");
  assert.equal(rig.dialled.length, 1);
  assert.equal((await rig.ask("/drop-used")).body, "fresh");
  assert.equal(rig.dialled.length, 2);
  assert.equal((await rig.ask("/drop-used", { method: "POST", body: "x" })).status, 502);
  assert.deepEqual(rig.replica.asked.slice(2), ["3 GET /drop-used", "1 GET /drop-used", "2 POST /drop-used"]);
});

test("startProxy() lets go of a kept connection that its server ends", async () => {
  rig = await startRig();
  await rig.ask("/");
  rig.replica.endConnections();
  await rig.untilClosed(0);
  assert.equal((await rig.ask("/", { method: "POST", body: "x" })).status, 200);
});

test("startProxy() counts a request that hangs when its client gives it up, as 499", async () => {
  let now = 0;
  rig = await startRig([], { now: () => now });
  await rig.ask("/");
  await assert.rejects(rig.ask("/hang", {
    async onSent(request) {
      await rig.replica.whenAsked("/hang");
      assert.equal((await rig.metrics()).get(own("service_requests_total", 499)), undefined);
      now = 7_000;
      request.destroy();
    },
  }));
  await rig.until((metrics) => metrics.get(own("service_requests_total", 499)) === 1);
  assert.equal((await rig.metrics()).get(own("service_request_duration_seconds_sum", 499)), 7);
  await rig.untilClosed(0);
  assert.equal(rig.dialled.length, 1, "what nobody waits for is not asked again");
});

test("startProxy() counts a client that goes while a server is dialled", async () => {
  rig = await startRig();
  rig.silent.add("10.0.1.5");
  await assert.rejects(rig.ask("/", {
    async onSent(request) {
      await rig.whenDialledInVain();
      request.destroy();
    },
  }));
  await rig.until((metrics) => metrics.get(own("service_requests_total", 499)) === 1);
});

test("startProxy() counts a client that goes in the middle of its body", async () => {
  rig = await startRig();
  const wish = { method: "POST", headers: { "content-length": "10" }, body: "abc", isUnfinished: true };
  await assert.rejects(rig.ask("/hang", {
    ...wish,
    async onSent(request) {
      await rig.replica.whenAsked("/hang");
      request.destroy();
    },
  }));
  await rig.until((metrics) => metrics.get(own("service_requests_total", 499, "POST")) === 1);
  assert.equal((await rig.metrics()).get(own("service_requests_bytes_total", 499, "POST")), 3);
});

test("startProxy() ends an answer whose client has gone, and does not count it", async () => {
  rig = await startRig();
  await assert.rejects(rig.ask("/pause", { onSent: (request) => request.once("response", () => request.destroy()) }));
  await rig.untilClosed(0);
  const counted = [...await rig.metrics()].filter(([series]) => series.startsWith("traefik_service_requests_total"));
  assert.deepEqual(counted, []);
});

test("startProxy() answers who asks for an upgrade as if it had asked for a page", async () => {
  rig = await startRig();
  const headers = { connection: "Upgrade", upgrade: "websocket" };
  const { status, body } = await rig.ask("/", { headers });
  assert.deepEqual([status, body], [200, "GET 0"]);
  const labels = 'code="200",method="GET",protocol="websocket",service="web@swarm"';
  assert.equal((await rig.metrics()).get(`traefik_service_requests_total{${labels}}`), 1);
});

test("startProxy() tells its metrics at their entrypoint only", async () => {
  rig = await startRig(["--entrypoints.metrics.address=:8080", "--metrics.prometheus.entryPoint=metrics"]);
  assert.equal((await rig.ask("/metrics")).body, "GET 0");
});

test("startProxy() leaves nothing behind when it is closed", async () => {
  const pending = handTimers();
  rig = await startRig([], pending);
  await rig.ask("/");
  assert.equal(pending.count(), 1);
  await rig.closeProxy();
  assert.deepEqual([...rig.listening], []);
  assert.equal(rig.dialled[0]?.destroyed, true);
  assert.equal(pending.count(), 0);
  await assert.rejects(rig.ask("/"));
});

test("startProxy() does not count an answer that breaks off after its head", async () => {
  rig = await startRig();
  await assert.rejects(rig.ask("/break"));
  await rig.ask("/");
  const counted = [...await rig.metrics()].filter(([series]) => series.startsWith("traefik_service_requests_total"));
  assert.deepEqual(counted, [[own("service_requests_total", 200), 1]]);
});

test("startProxy() keeps its routes while the engine does not answer, and says so once", async () => {
  rig = await startRig();
  rig.engine.fault((path) =>
    path.startsWith("/tasks") ? { kind: "status", status: 500, body: "no leader" } : { kind: "none" }
  );
  await rig.nextLook();
  assert.equal((await rig.ask("/")).status, 200);
  assert.deepEqual(rig.said, ["Cannot read the swarm: the engine answers 500: no leader"]);
  assert.equal((await rig.metrics()).get("traefik_config_reloads_total"), 2);
});

test("startProxy() sends each task its share, and forgets a route that vanished after it was told once", async () => {
  rig = await startRig();
  rig.engine.run([webAt(rig.replica, "10.0.1.5", "10.0.1.6")]);
  await rig.nextLook();
  for (let turn = 0; turn < 4; turn++) await rig.ask("/");
  assert.equal(rig.dialled.length, 2);
  assert.equal((await rig.metrics()).get("traefik_config_reloads_total"), 3);
  rig.engine.run([]);
  await rig.nextLook();
  assert.equal((await rig.ask("/")).status, 404);
  assert.equal((await rig.metrics()).get(own("service_requests_total", 200)), 4);
  assert.equal((await rig.metrics()).get(own("service_requests_total", 200)), undefined);
});

test("startProxy() refuses a port that another program has, and a flag that it does not know", async () => {
  rig = await startRig();
  const other: Server = createServer();
  const taken = await listenOn(other, 0, "a test");
  const endpoint = `--providers.swarm.endpoint=tcp://127.0.0.1:${rig.engine.port}`;
  const timers = handTimers();
  const start = (arg: string) =>
    startProxy(
      {
        task: "t",
        service: "s",
        slot: 1,
        image: "traefik:3",
        args: ["--providers.swarm", endpoint, "--entrypoints.web.address=:80", arg],
        address: "10.0.1.2",
        published: { 80: taken },
      },
      {
        name: "manager",
        dial: () => Promise.reject(new Error("nobody dials")),
        listen: () => () => {},
        compute: () => Promise.resolve(),
      },
      { fetch, now: () => 0, say: assert.fail, ...timers },
    );
  await assert.rejects(
    start("--providers.swarm=true"),
    (error) => error instanceof UserError && /entrypoint "web"/.test(error.message),
  );
  assert.equal(timers.count(), 0);
  await assert.rejects(
    start("--api.dashboard=true"),
    (error) => error instanceof UserError && /--api\.dashboard=true/.test(error.message),
  );
  await new Promise((resolve) => other.close(resolve));
});
