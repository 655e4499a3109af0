import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlan } from "../../src/archive/plan-fs.ts";
import { portsFrom, usualPort } from "../../src/lab/lab-ports.ts";
import { movePlan } from "../../src/lab/move-plan.ts";
import { phaseNames, rateWindow } from "../../src/lab/pace.ts";
import { siteHost } from "../../src/lab/swarm/services.ts";

const plan = await readPlan(".", "content/plans/demo.yaml");

test("the demo's plan names the ports, the site, the phases and the window that the lab has", () => {
  const { web, engine, prometheus } = portsFrom(usualPort);
  assert.equal(plan.sources.prometheus?.url, `http://127.0.0.1:${prometheus}`);
  assert.deepEqual(plan.sources.docker.map(({ host }) => host), [`tcp://127.0.0.1:${engine}`]);
  assert.deepEqual(plan.sources.probes.map(({ url, host }) => [url, host]), [[`http://127.0.0.1:${web}/`, siteHost]]);
  assert.deepEqual(plan.phases, [...phaseNames]);
  const queries = plan.objectives.flatMap(({ indicator }) => indicator.kind === "promql" ? [indicator.query] : []);
  assert.ok(queries.length > 0);
  for (const query of queries) assert.match(query, new RegExp(`\\[${rateWindow / 1_000}s\\]`));
});

test("movePlan() moves every address of this machine by as much, and nothing else", () => {
  assert.deepEqual(movePlan(plan, usualPort), plan);
  const moved = movePlan(plan, 30_000);
  assert.equal(moved.sources.prometheus?.url, "http://127.0.0.1:30003");
  assert.deepEqual(moved.sources.docker.map(({ host }) => host), ["tcp://127.0.0.1:30002"]);
  assert.deepEqual(moved.sources.probes.map(({ url }) => url), ["http://127.0.0.1:30000/"]);
  assert.deepEqual({ ...moved, sources: plan.sources }, plan);
});
