import assert from "node:assert/strict";
import { test } from "node:test";
import { visibleText } from "../../src/core/visible-text.ts";

test("visibleText() shows what steers a terminal or turns the writing, wherever it stands", () => {
  const hidden = { a: ["x\u001b[2Jy\u202Ez", 1, Infinity, null, undefined], b: { c: "a\tb\r\n" } };
  assert.deepEqual(visibleText(hidden), { a: ["x␛[2Jy�z", 1, Infinity, null, undefined], b: { c: "a\tb\r\n" } });
});
