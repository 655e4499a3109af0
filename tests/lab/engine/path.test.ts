import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVersion } from "../../../src/lab/engine/path.ts";

test("stripVersion() takes the versions that the engine speaks, and refuses others", () => {
  assert.equal(stripVersion("/v1.41/nodes"), "/nodes");
  assert.equal(stripVersion("/v1.12/tasks/x"), "/tasks/x");
  assert.equal(stripVersion("/nodes"), "/nodes");
  assert.equal(stripVersion("/v1.41"), "/v1.41");
  assert.throws(() => stripVersion("/v1.42/nodes"), /client version 1\.42 is too new\. Maximum supported API version/);
  assert.throws(() => stripVersion("/v1.5/nodes"), /client version 1\.5 is too old\. Minimum supported API version/);
  assert.throws(() => stripVersion("/v2.0/nodes"), /too new/);
});
