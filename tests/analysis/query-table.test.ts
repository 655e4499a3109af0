import assert from "node:assert/strict";
import { test } from "node:test";
import { askedSession, askSession, type Question } from "../../src/analysis/ask-session.ts";
import { formatAnswer } from "../../src/analysis/query-table.ts";
import { remarksOn } from "../../src/analysis/query-output.ts";
import type { Series } from "../../src/core/series.ts";
import { drillPlan, drillStart, syntheticSession } from "../fixtures/drill.ts";
import { seriesOf } from "./series-of.ts";

const session = syntheticSession();
const asked = askedSession(session);
const table = (query: string, when: Omit<Question, "query"> = {}, series?: readonly Series[], width = 100) => {
  const from = series === undefined ? asked : askedSession({ ...session, series });
  return formatAnswer(askSession(from, { query, ...when }, { now: () => 0 }), from, width).split("\n");
};
const many = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      seriesOf({ __name__: "up", job: "traefik", instance: `a-rather-long-host-name-${index}:8080` }, [
        [drillStart + 85_000, index * 1_000],
      ]),
  );

test("formatAnswer() says when, in which phase, and aligns what differs", () => {
  assert.deepEqual(
    table("up", { at: "+90s" }, many(2)),
    [
      "At 2026-11-22 23:17:42 UTC (+90 s, one worker)",
      "",
      'All series: up{job="traefik"}',
      "",
      "instance                        value",
      "a-rather-long-host-name-0:8080      0",
      "a-rather-long-host-name-1:8080  1 000",
      "",
    ].map((line) => line.replace("1 000", "1\u202f000")),
  );
});

test("formatAnswer() shows a single value as it is", () => {
  assert.equal(table("1e-7")[2], "1e-07");
  assert.equal(table('"text"')[2], "text");
  assert.equal(table("sum(up)", { at: "+90s" }, many(2))[2], "1000");
  assert.equal(table("up > 5")[2], "No series");
});

test("formatAnswer() takes unit and legend from the plan when the query is the plan's, however it is spaced", () => {
  const query = drillPlan.panels[0]?.query.replaceAll(" ", "\n  ") ?? "";
  const lines = table(query, { start: "+90s", end: "+90s" });
  assert.match(lines[2] ?? "", /^time {8}since start +200/);
  assert.match(lines[4] ?? "", /^23:17:42\.0 +\+90 s +\S+ \/s/);
});

test("formatAnswer() has phases as lines across and marks in their place", () => {
  const lines = table("up", { start: "+55s", end: "+65s" });
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  assert.ok(at("── baseline ──") < at("23:17:07.0") && at("23:17:07.0") < at("── one worker ──"));
  assert.ok(at("▲ worker-1 halted") < at("23:17:17.0"));
});

test("formatAnswer() keeps the tenths of a second at which rows stand apart", () => {
  const lines = table("up", { start: "+118100ms", end: "+123700ms", step: "1900ms" });
  const offsets = lines.flatMap((line) => /\.\d {2} *(\+\S+ (?:min|s)(?: [\d.]+ s)?) /.exec(line)?.[1] ?? []);
  assert.deepEqual(offsets, ["+118.1 s", "+2 min", "+2 min 1.9 s"]);
});

test("formatAnswer() says when the session does not reach so far, and how old the samples are", () => {
  const late = table("up", { at: "+6m" })[0] ?? "";
  assert.match(late, /, outside the session; the newest sample is from 23:21:\d\d\.\d, \d+(\.\d)? s earlier$/);
  assert.match(table("up", { at: "2020-01-01T00:00:00Z" })[0] ?? "", /UTC, outside the session$/);
  assert.match(table("up offset 1m", { at: "+6m" })[0] ?? "", /UTC, outside the session$/);
  assert.match(table("up", { start: "+6m", end: "+7m" })[0] ?? "", / to .*, outside the session$/);
  assert.match(table("up", { start: "+2m", end: "+7m" })[0] ?? "", / to .*, partly outside the session$/);
  assert.doesNotMatch(table("up", { start: "start", end: "end" })[0] ?? "", /outside/);
});

test("formatAnswer() shows a gap, thins a long range and says so", () => {
  const series = [seriesOf({ __name__: "up", job: "traefik" }, [[drillStart, 1], [drillStart + 5_000, "stale"]])];
  const lines = table("up", { step: "5s" }, series);
  assert.match(lines[4] ?? "", /\+0 s +1$/);
  assert.match(lines[5] ?? "", /\+10 s +—$/);
  assert.equal(lines.at(-2), "Every 2nd of 61 steps; --format csv has all");
});

test("formatAnswer() keys long names by letters and counts the series that do not fit", () => {
  const lines = table("up + 0", { start: "+90s", end: "+90s" }, many(30), 60);
  assert.equal(lines[4], 'A  instance="a-rather-long-host-name-0:8080"');
  assert.match(lines.find((line) => line.startsWith("time")) ?? "", /^time {8}since start +A +B +C/);
  assert.match(lines.at(-2) ?? "", /^\d+ more series; --format csv has all$/);
  assert.equal(table("up", { at: "+90s" }, many(60)).at(-2), "10 more series; --format csv has all");
});

test("remarksOn() tells Prometheus' remarks before what the archive lacks", () => {
  const answer = askSession(asked, { query: "rate(foo[1m]) or rate(up[1m])" }, { now: () => 0 });
  const [first = "", second = ""] = remarksOn(answer);
  assert.match(first, /^PromQL info: metric might not be a counter/);
  assert.match(second, /^foo was never recorded/);
});
