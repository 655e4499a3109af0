import assert from "node:assert/strict";
import { test } from "node:test";
import { parseApiDuration, parseApiTime } from "../../../src/promql/api/api-time.ts";

test("parseApiTime() reads seconds, rounded to ms", () => {
  assert.equal(parseApiTime("1795447615"), 1_795_447_615_000);
  assert.equal(parseApiTime("1795447615.12399"), 1_795_447_615_124);
  assert.equal(parseApiTime("-1.5"), -1_500);
  assert.equal(parseApiTime("1e3"), 1_000_000);
});

test("parseApiTime() reads RFC 3339, cut to ms", () => {
  const at = Date.UTC(2026, 10, 23, 15, 26, 55);
  assert.equal(parseApiTime("2026-11-23T15:26:55Z"), at);
  assert.equal(parseApiTime("2026-11-23T15:26:55.1239Z"), at + 123);
  assert.equal(parseApiTime("2026-11-23T16:26:55+01:00"), at);
  assert.equal(parseApiTime("2026-11-23T09:56:55.5-05:30"), at + 500);
  assert.equal(parseApiTime("0099-02-28T00:00:00Z"), Date.parse("0099-02-28T00:00:00Z"));
});

test("parseApiTime() reads the bounds that Prometheus' clients send for all times", () => {
  assert.equal(parseApiTime("-292273086-05-16T16:47:06Z"), -8.64e15);
  assert.equal(parseApiTime("292277025-08-18T07:12:54.999999999Z"), 8.64e15);
});

test("parseApiTime() has no answer for what is no time", () => {
  const texts = ["", "soon", "0x10", "NaN", "1e30", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z"];
  for (const text of [...texts, "2026-11-23 15:26:55Z", "2026-11-23T15:26:55", "constructor"]) {
    assert.equal(parseApiTime(text), undefined, text);
  }
});

test("parseApiDuration() reads seconds and literals", () => {
  assert.deepEqual(parseApiDuration("15"), { ms: 15_000 });
  assert.deepEqual(parseApiDuration("0.29"), { ms: 290 });
  assert.deepEqual(parseApiDuration("-1"), { ms: -1_000 });
  assert.deepEqual(parseApiDuration("1m30s"), { ms: 90_000 });
});

test("parseApiDuration() has no answer for more than Prometheus can count", () => {
  for (const text of ["293y", `${"9".repeat(400)}y`]) {
    assert.deepEqual(parseApiDuration(text), { error: `cannot parse "${text}" to a valid duration` });
  }
});

test("parseApiDuration() says in Prometheus' words why a text is none", () => {
  assert.deepEqual(parseApiDuration("x"), { error: 'cannot parse "x" to a valid duration' });
  assert.deepEqual(parseApiDuration(""), { error: 'cannot parse "" to a valid duration' });
  assert.deepEqual(parseApiDuration("1e30"), {
    error: 'cannot parse "1e30" to a valid duration. It overflows int64',
  });
});
