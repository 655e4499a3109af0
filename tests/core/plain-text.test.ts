import assert from "node:assert/strict";
import { test } from "node:test";
import { plainText } from "../../src/core/plain-text.ts";

test("plainText() leaves letters and line feeds, and disarms escape sequences", () => {
  assert.equal(plainText("Losing worker‑1\nß"), "Losing worker‑1\nß");
  assert.equal(plainText("\x1b[2J\x07\x9b31m\r"), "�[2J��31m�");
});
