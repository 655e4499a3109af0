import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatAddress, parseAddress } from "../../src/explore/address.ts";
import { rangeOver } from "../../src/explore/question.ts";

const start = Date.parse("2026-11-22T23:16:12Z");
const session = {
  interval: { start, end: start + 300_000 },
  step: 5_000,
  phases: [{ name: "one worker", interval: { start: start + 60_000, end: start + 90_000 } }],
  marks: [],
};
const whole = { kind: "range", ...session.interval, step: 5_000 } as const;

test("formatAddress() says only what the session does not say itself", () => {
  const addressOf = (when: Parameters<typeof formatAddress>[0]["when"]) =>
    formatAddress({ query: "up", when }, session);
  assert.equal(addressOf(whole), "?query=up");
  assert.equal(addressOf({ ...whole, start: start + 1_500 }), "?query=up&start=2026-11-22T23%3A16%3A13.5Z");
  assert.equal(
    addressOf({ ...whole, end: start + 60_000, step: 90_000 }),
    "?query=up&end=2026-11-22T23%3A17%3A12Z&step=1m30s",
  );
  assert.equal(addressOf({ kind: "instant", at: start }), "?query=up&at=2026-11-22T23%3A16%3A12Z");
});

test("parseAddress() reads back every question that formatAddress() wrote", () => {
  const instant = fc.integer({ min: 0, max: 600_000 }).map((offset) => start + offset);
  const when = fc.oneof(
    instant.map((at) => ({ kind: "instant", at }) as const),
    fc.tuple(instant, instant, fc.integer({ min: 1_000, max: 90_000 })).map(([a, b, step]) =>
      rangeOver({ start: Math.min(a, b), end: Math.max(a, b) }, step)
    ),
  );
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), when, (query, when) => {
    assert.deepEqual(parseAddress(formatAddress({ query, when }, session), session), { query, when, problem: "" });
  }));
});

test("parseAddress() asks over the whole session where an address cannot be read, and says so", () => {
  for (
    const wrong of [
      "start=noon",
      "at=x",
      "step=fast",
      "start=%2B10s&end=%2B5s",
      "step=0s",
      "start=1970-01-01T00:00:00Z",
    ]
  ) {
    const { query, when, problem } = parseAddress(`?query=up&${wrong}`, session);
    assert.deepEqual({ query, when }, { query: "up", when: whole }, wrong);
    assert.match(problem, /^The address asks for what cannot be shown: ./, wrong);
  }
});

test("parseAddress() has no query where the address has none", () => {
  assert.deepEqual(parseAddress("", session), { query: "", when: whole, problem: "" });
});

test("parseAddress() tells all that cannot be read", () => {
  const { problem } = parseAddress("?query=up&start=nonsense&end=never&step=xx", session);
  for (const words of ['"nonsense"', '"never"', '"xx"']) assert.ok(problem.includes(words), words);
});

test("parseAddress() reads the names of phases", () => {
  const { when, problem } = parseAddress("?query=up&start=one+worker&end=one+worker", session);
  assert.deepEqual([when, problem], [{ ...whole, start: start + 60_000, end: start + 90_000 }, ""]);
});
