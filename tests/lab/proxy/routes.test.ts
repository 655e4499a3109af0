import assert from "node:assert/strict";
import { test } from "node:test";
import { findRouter, type RouteTable } from "../../../src/lab/proxy/routes.ts";

const table: RouteTable = {
  routers: [
    { name: "web@swarm", service: "web@swarm", hosts: ["album.test"], entrypoints: ["web"] },
    { name: "any@swarm", service: "any@swarm", hosts: ["any.test", "every.test"], entrypoints: undefined },
  ],
  services: {},
};

test("findRouter() reads the host without its port, its case and a last dot", () => {
  for (const host of ["album.test", "ALBUM.test", "album.test:8080", "album.test.", "album.test.:80"]) {
    assert.equal(findRouter(table, "web", host)?.name, "web@swarm", host);
  }
  for (const host of ["", "www.album.test", "album.test.org"]) {
    assert.equal(findRouter(table, "web", host), undefined, host);
  }
});

test("findRouter() finds a router at its entrypoints only", () => {
  assert.equal(findRouter(table, "metrics", "album.test"), undefined);
  assert.equal(findRouter(table, "metrics", "every.test")?.name, "any@swarm");
});
