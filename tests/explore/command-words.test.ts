import assert from "node:assert/strict";
import { test } from "node:test";
import { commandWords } from "../../src/explore/command-words.ts";

const at = Date.parse("2026-11-22T23:16:12Z");

test("commandWords() asks a question at its times, and says what to fill in without one", () => {
  assert.equal(commandWords("2026-drill"), "npm run query -- 2026-drill '<promql>'");
  assert.equal(
    commandWords("2026-drill", {
      query: "sum(up)",
      when: { kind: "range", start: at, end: at + 60_000, step: 15_000 },
    }),
    "npm run query -- 2026-drill 'sum(up)' --start 2026-11-22T23:16:12Z --end 2026-11-22T23:17:12Z --step 15s",
  );
  assert.equal(
    commandWords("2026-drill", { query: "up", when: { kind: "instant", at } }),
    "npm run query -- 2026-drill 'up' --at 2026-11-22T23:16:12Z",
  );
});

test("commandWords() quotes for a shell, and keeps a query from being an option", () => {
  const when = { kind: "instant", at } as const;
  assert.ok(
    commandWords("a b", { query: `up{job='x'} $(rm)`, when }).startsWith(
      `npm run query -- 'a b' 'up{job='\\''x'\\''} $(rm)' `,
    ),
  );
  assert.ok(commandWords("s", { query: "-up", when }).includes("' -up'"));
});
