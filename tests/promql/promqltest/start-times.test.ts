import assert from "node:assert/strict";
import { test } from "node:test";
import { parseStartTimes } from "./start-times.ts";

test("parseStartTimes() reads offsets, repetitions, growth and gaps", () => {
  assert.deepEqual(parseStartTimes("-30s 0 +1m"), [-30_000, 0, 60_000]);
  assert.deepEqual(parseStartTimes("-1mx2"), [-60_000, -60_000, -60_000]);
  assert.deepEqual(parseStartTimes("-30s-1mx2"), [-30_000, -90_000, -150_000]);
  assert.deepEqual(parseStartTimes("_ _x2 -1ms+1msx1"), [undefined, undefined, undefined, -1, 0]);
});

test("parseStartTimes() repeats the last known one", () => {
  assert.deepEqual(parseStartTimes("-1s _ * *x1"), [-1_000, undefined, -1_000, -1_000, -1_000]);
});

test("parseStartTimes() throws for what is none", () => {
  for (const text of ["soon", "-1mx", "-1m-x2"]) assert.throws(() => parseStartTimes(text), SyntaxError, text);
});
