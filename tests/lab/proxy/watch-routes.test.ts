import assert from "node:assert/strict";
import { test } from "node:test";
import { noRoutes, type RouteTable } from "../../../src/lab/proxy/routes.ts";
import { watchRoutes } from "../../../src/lab/proxy/watch-routes.ts";

const one: RouteTable = { routers: [], services: { "web@swarm": [{ address: "10.0.1.5", port: 1, weight: 1 }] } };

test("watchRoutes() tells of the first table, then of changes only, and of trouble", async () => {
  const answers = [noRoutes, noRoutes, one, new Error("gone"), one, noRoutes];
  const heard: unknown[] = [];
  let next: (() => void) | undefined;
  let calledOff = 0;
  const stop = await watchRoutes(
    () => {
      const answer = answers.shift() ?? noRoutes;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    250,
    { onChange: (table) => heard.push(table), onTrouble: (error) => heard.push(String(error)) },
    {
      after(delay, call) {
        assert.equal(delay, 250);
        next = call;
        return () => calledOff += 1;
      },
    },
  );
  assert.deepEqual(heard, [noRoutes]);
  while (answers.length > 0) {
    next?.();
    await new Promise(setImmediate);
  }
  assert.deepEqual(heard, [noRoutes, one, "Error: gone", noRoutes]);
  stop();
  assert.equal(calledOff, 1);
});

test("watchRoutes() tells nothing after it was stopped, also of a table that was under way", async () => {
  const heard: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<RouteTable>();
  const tables = [Promise.resolve(noRoutes), promise];
  let next: (() => void) | undefined;
  const stop = await watchRoutes(
    () => tables.shift() ?? assert.fail("it asked again"),
    1,
    { onChange: (table) => heard.push(table), onTrouble: (error) => heard.push(error) },
    {
      after(_, call) {
        next = call;
        return () => {};
      },
    },
  );
  next?.();
  stop();
  resolve(one);
  await new Promise(setImmediate);
  assert.deepEqual(heard, [noRoutes]);
});
