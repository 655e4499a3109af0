import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatInstantText, formatIso, parseInstantText, parseStepText } from "../../src/explore/instant-text.ts";

const at = (text: string) => Date.parse(text);
const session = { start: at("2026-11-22T23:16:12Z"), end: at("2026-11-22T23:21:12Z") };
const night = { start: at("2026-11-22T23:16:12Z"), end: at("2026-11-23T03:16:12Z") };
const phases = [
  { name: "baseline", interval: { start: session.start, end: session.start + 60_000 } },
  { name: "one worker", interval: { start: session.start + 60_000, end: session.end } },
];
const marks = [{ label: "worker-1 halted", at: session.start + 62_000 }];
const read = (text: string, interval = session, edge: "start" | "end" = "start") =>
  parseInstantText(text, { interval, phases, marks }, edge);

test("parseInstantText() reads the names of phases and marks, or their beginnings, and the session's ends", () => {
  assert.equal(read("Baseline"), session.start);
  assert.equal(read("baseline", session, "end"), session.start + 60_000);
  assert.equal(read("worker-1"), session.start + 62_000);
  assert.deepEqual([read("start"), read("end"), read("-30s")], [session.start, session.end, session.end - 30_000]);
  assert.throws(() => read("basline"), /did you mean "baseline"\?$/);
  const twins = { interval: session, phases: [], marks: [...marks, ...marks] };
  assert.throws(
    () => parseInstantText("worker", twins),
    /it could be "worker-1 halted" at 23:17:14\.0 or "worker-1 halted" at/,
  );
});

test("parseInstantText() reads a time of day, a whole instant and an offset from the start", () => {
  assert.equal(read("23:17", session), at("2026-11-22T23:17:00Z"));
  assert.equal(read(" 23:17:02.4 ", session), at("2026-11-22T23:17:02.4Z"));
  assert.equal(read("2026-11-23 01:02:03 UTC", session), at("2026-11-23T01:02:03Z"));
  assert.equal(read("2026-11-23T01:02:03.5Z", session), at("2026-11-23T01:02:03.5Z"));
  assert.equal(read("+1m30s", session), session.start + 90_000);
});

test("parseInstantText() takes the day on which a time lies within the session, or else its first", () => {
  assert.equal(read("23:30", night), at("2026-11-22T23:30:00Z"));
  assert.equal(read("01:00", night), at("2026-11-23T01:00:00Z"));
  assert.equal(read("12:00", night), at("2026-11-22T12:00:00Z"));
});

test("parseInstantText() refuses what is no instant, and says what is one", () => {
  for (const text of ["", "noon", "25:00", "12:61", "12", "2026-13-40 12:00", "+", "+5x", "-5x"]) {
    assert.throws(() => read(text, session), SyntaxError, text);
  }
  assert.throws(() => read("noon", session), /"noon": expected a form such as "23:16:12"/);
});

test("formatInstantText() leaves the day out where the session has only one", () => {
  assert.equal(formatInstantText(session.start, session), "23:16:12");
  assert.equal(formatInstantText(session.start + 400, session), "23:16:12.4");
  assert.equal(formatInstantText(night.start, night), "2026-11-22 23:16:12");
  assert.equal(formatInstantText(night.end, session), "2026-11-23 03:16:12");
});

test("formatIso() has a fraction only where there is one", () => {
  assert.equal(formatIso(at("2026-11-22T23:16:10Z")), "2026-11-22T23:16:10Z");
  assert.equal(formatIso(at("2026-11-22T23:16:10.250Z")), "2026-11-22T23:16:10.25Z");
});

test("parseInstantText() reads back what formatInstantText() and formatIso() wrote", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: at("2190-01-01T00:00:00Z") }),
      fc.constantFrom(session, night),
      (instant, within) => {
        assert.equal(read(formatIso(instant), within), instant);
        if (instant < within.start || instant > within.end) {
          assert.equal(read(formatInstantText(instant, within), within), instant);
        }
      },
    ),
  );
  fc.assert(fc.property(fc.integer({ min: night.start, max: night.end }), (instant) => {
    assert.equal(read(formatInstantText(instant, night), night), instant);
  }));
});

test("parseInstantText() takes seconds since the epoch, as Prometheus' API does", () => {
  const moments = { interval: { start: 1_795_447_662_000, end: 1_795_448_129_000 }, phases: [], marks: [] };
  assert.equal(parseInstantText("1795447740", moments), 1_795_447_740_000);
  assert.equal(parseInstantText("1795447740.5", moments), 1_795_447_740_500);
});

test("parseStepText() takes a duration or a number of seconds", () => {
  assert.deepEqual(["1m30s", "10", " 0.5 "].map(parseStepText), [90_000, 10_000, 500]);
  assert.throws(() => parseStepText("fast"), SyntaxError);
});
