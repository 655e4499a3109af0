import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMoment } from "../../src/analysis/query-moment.ts";
import { UserError } from "../../src/core/user-error.ts";

const start = Date.parse("2026-11-22T23:58:00.640Z");
const moments = {
  interval: { start, end: start + 300_000 },
  phases: [
    { name: "baseline", interval: { start, end: start + 60_000 } },
    { name: "one worker", interval: { start: start + 60_000, end: start + 300_000 } },
  ],
  marks: [
    { at: start + 61_000, label: "worker-1 halted" },
    { at: start + 90_000, label: "worker-1 back" },
    { at: start + 120_000, label: "twice" },
    { at: start + 180_000, label: "twice" },
  ],
};
const moment = (text: string, edge: "start" | "end" = "start") => parseMoment(text, moments, edge);
const refusal = (text: string) => {
  try {
    return `no refusal: ${moment(text)}`;
  } catch (error) {
    return error instanceof UserError ? error.message : `no user's mistake: ${error}`;
  }
};

test("parseMoment() reads instants, offsets and the session's ends", () => {
  assert.equal(moment("2026-11-22T23:59:00Z"), start + 59_360);
  assert.equal(moment("1795391880.64"), start);
  assert.equal(moment("+90s"), start + 90_000);
  assert.equal(moment("-1m30s"), start + 210_000);
  assert.equal(moment("start"), start);
  assert.equal(moment(" end "), start + 300_000);
});

test("parseMoment() reads a time of day on the session's day, or on the next when it lies before the start", () => {
  assert.equal(moment("23:59:00.5"), Date.parse("2026-11-22T23:59:00.500Z"));
  assert.equal(moment("23:58:00"), Date.parse("2026-11-22T23:58:00Z"));
  assert.equal(moment("0:01"), Date.parse("2026-11-23T00:01:00Z"));
  assert.match(refusal("24:00"), /^Cannot read time "24:00": expected /);
});

test("parseMoment() reads names of phases and marks, or their beginnings; a phase has two ends", () => {
  assert.equal(moment("One Worker"), start + 60_000);
  assert.equal(moment("one worker", "end"), start + 300_000);
  assert.equal(moment("worker-1 h", "end"), start + 61_000);
  assert.equal(moment("base"), start);
});

test("parseMoment() says what there is when it cannot tell", () => {
  assert.match(
    refusal("worker"),
    /it could be "worker-1 halted" at 23:59:01\.6, "worker-1 back" at 23:59:30\.6; write/,
  );
  assert.match(refusal("twice"), /it could be "twice" at .*, "twice" at /);
  assert.match(refusal("two worker"), /or the name of a phase or mark: did you mean "one worker"\?$/);
  assert.match(refusal("xyz"), /: "baseline", "one worker", "worker-1 halted", "worker-1 back", "twice"$/);
  assert.match(refusal("+90"), /^Cannot read time "\+90": expected an offset with its unit/);
  assert.match(refusal("+999999999y"), /^Cannot read time "\+999999999y": it lies beyond the years/);
  assert.match(refusal("constructor"), /^Cannot read time "constructor": expected /);
});
