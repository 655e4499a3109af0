import assert from "node:assert/strict";
import { test } from "node:test";
import { paces } from "../../../src/lab/pace.ts";
import { albumServices } from "../../../src/lab/swarm/services.ts";
import { published } from "./model-swarm.ts";

test("albumServices() gives the proxy the lab's ports and pace", () => {
  const [web, proxy] = albumServices(paces.fast, published);
  assert.deepEqual([web?.name, web?.replicas, web?.hostname], ["album_web", 6, undefined]);
  assert.deepEqual([proxy?.name, proxy?.replicas, proxy?.hostname], ["album_proxy", 1, "manager"]);
  assert.deepEqual(proxy?.published, { 80: 4780, 8080: 4781 });
  assert.ok(proxy?.args.includes("--providers.swarm.refreshSeconds=250ms"));
  assert.ok(proxy?.args.includes("--serversTransport.forwardingTimeouts.dialTimeout=1500ms"));
});
