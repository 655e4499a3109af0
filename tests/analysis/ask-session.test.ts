import assert from "node:assert/strict";
import { test } from "node:test";
import { askedSession, askSession, type Question } from "../../src/analysis/ask-session.ts";
import { UserError } from "../../src/core/user-error.ts";
import { drillStart, syntheticSession, truth } from "../fixtures/drill.ts";

const asked = askedSession(syntheticSession());
const clock = { now: () => 0 };
const ask = (query: string, when: Omit<Question, "query"> = {}) => askSession(asked, { query, ...when }, clock);
const refusal = (query: string, when: Omit<Question, "query"> = {}) => {
  try {
    return `no refusal: ${JSON.stringify(ask(query, when).when)}`;
  } catch (error) {
    return error instanceof UserError ? error.message : `no user's mistake: ${error}`;
  }
};

test("askSession() asks at the session's end, at a time, or over a range by the plan's step", () => {
  assert.deepEqual(ask("up").when, { kind: "instant", at: drillStart + truth.end * 1_000 });
  assert.deepEqual(ask("up", { at: "+90s" }).when, { kind: "instant", at: drillStart + 90_000 });
  assert.deepEqual(ask("up", { start: "one worker", end: "one worker" }).when, {
    kind: "range",
    start: drillStart + 60_000,
    end: drillStart + 150_000,
    step: 5_000,
  });
  assert.deepEqual(ask("up", { step: "30" }).when, {
    kind: "range",
    start: drillStart,
    end: drillStart + truth.end * 1_000,
    step: 30_000,
  });
});

test("askSession() answers with what the archive holds", () => {
  const { value, doubts, inconclusive } = ask("up", { at: "+90s" });
  assert.equal(value.kind === "vector" && value.samples.length, 1);
  assert.deepEqual([doubts, inconclusive], [[], false]);
  const short = ask("up", { at: "+92s", lookback: "1s" });
  assert.equal(short.value.kind === "vector" && short.value.samples.length, 0);
  assert.equal(short.inconclusive, false);
});

test("askSession() cannot tell what was never recorded", () => {
  const unknown = ask("traefik_entrypoint_requests_totals");
  assert.equal(unknown.inconclusive, true);
  assert.match(unknown.doubts[0] ?? "", /never recorded.*traefik_entrypoint_requests_total/);
  assert.equal(ask('traefik_entrypoint_requests_total{entrypoint="other"} or vector(0)').inconclusive, true);
});

test("askSession() names the values that there are where none matches, and the session's time", () => {
  const unmatched = ask('up{job="nope"}');
  assert.equal(unmatched.inconclusive, true);
  assert.deepEqual(unmatched.doubts, ['No series of "up" in the archive has job="nope"; there is "traefik"']);
  const outside = ask("up", { at: "2020-01-01T00:00:00Z" });
  assert.equal(outside.inconclusive, true);
  assert.match(
    outside.doubts[0] ?? "",
    /^The time asked for lies outside the session, which lasts from 2026-11-22 23:16:12 UTC to /,
  );
});

test("askSession() tells an empty answer from one that cannot be given", () => {
  const { inconclusive, doubts } = ask("up > 5");
  assert.deepEqual([inconclusive, doubts], [false, []]);
});

test("askSession() shows the place of a mistake in the query", () => {
  const words = refusal("rate(up)");
  assert.match(words, /^Cannot read the query: 1:6: parse error: /);
  assert.ok(words.endsWith("\n  rate(up)\n       ^^"), words);
  assert.match(refusal('up + on(x) {job=~".+"}'), /^Cannot answer the query: found duplicate series/);
});

test("askSession() tells that a range reaches out of the session, by more than a step", () => {
  const partly = ask("up", { end: "+400s", step: "30s" });
  assert.match(partly.doubts[0] ?? "", /^The range asked for lies partly outside the session, /);
  assert.equal(partly.inconclusive, false);
  assert.deepEqual(ask("up", { end: "+330s", step: "30s" }).doubts, []);
});

test("askSession() has Prometheus' limit on steps only where it is to answer as Prometheus", () => {
  const fine = { start: "start", end: "+11001ms", step: "1ms" };
  const words = "Cannot answer the query as Prometheus: exceeded maximum resolution of 11,000 points per timeseries. ";
  assert.ok(refusal("up", { ...fine, isLimited: true }).startsWith(words));
  const { value } = ask("vector(1)", fine);
  assert.equal(value.kind === "matrix" && value.series[0]?.times.length, 11_002);
  assert.equal(ask("vector(1)", { ...fine, end: "+11s", isLimited: true }).value.kind, "matrix");
});

test("askSession() says that an empty query is empty", () => {
  for (const query of ["", "  "]) assert.match(refusal(query), /^Cannot read the query: it is empty; /);
});

test("askSession() refuses times and durations that are none", () => {
  assert.match(refusal("up", { at: "+1s", start: "+1s" }), /^Cannot ask at one time and over a range/);
  assert.match(refusal("up", { start: "end", end: "start" }), /: the end lies before the start$/);
  for (const step of ["0", "x", "-1"]) assert.match(refusal("up", { step }), /^Cannot read step "/);
  assert.match(refusal("up", { lookback: "0s" }), /^Cannot read lookback "0s"/);
});
