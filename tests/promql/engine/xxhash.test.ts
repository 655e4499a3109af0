import assert from "node:assert/strict";
import { test } from "node:test";
import { hash64 } from "../../../src/promql/engine/xxhash.ts";

test("hash64() gives the published values of XXH64 with seed 0", () => {
  const hashOf = (text: string) => hash64(new TextEncoder().encode(text)).toString(16).padStart(16, "0");
  assert.equal(hashOf(""), "ef46db3751d8e999");
  assert.equal(hashOf("a"), "d24ec4f1a98c6e5b");
  assert.equal(hashOf("abc"), "44bc2cf5ad770999");
  assert.equal(hashOf("Nobody inspects the spammish repetition"), "fbcea83c8a378bf1");
});
