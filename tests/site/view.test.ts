import assert from "node:assert/strict";
import { test } from "node:test";
import { configViews, languageOf } from "../../src/pages/_view/config-view.ts";
import { anchor, archivePath, sessionPath } from "../../src/pages/_view/links.ts";
import { planView } from "../../src/pages/_view/plan-view.ts";
import { queryView } from "../../src/pages/_view/query-view.ts";
import { tiedWords } from "../../src/pages/_view/tied-words.ts";
import { clockView, dayView, intervalWords } from "../../src/pages/_view/time-view.ts";
import { drillPlan, drillStart, syntheticSession } from "../fixtures/drill.ts";

test("sessionPath() and archivePath() escape what a path may not hold", () => {
  assert.equal(sessionPath("a b"), "sessions/a%20b/index.html");
  assert.equal(archivePath("configs/100% <x>.yml"), "archive/configs/100%25%20%3Cx%3E.yml");
  assert.equal(anchor("spark", "a b/c"), "spark-a-b-c");
});

test("tiedWords() ties numbers to their units and nothing else", () => {
  assert.equal(
    tiedWords("below 200 ms, 8.9 % of 360 requests, < 1 min"),
    "below 200\u00a0ms, 8.9\u00a0% of 360 requests, <\u00a01\u00a0min",
  );
  assert.equal(tiedWords("3 minutes, 4 styles"), "3 minutes, 4 styles");
});

test("clockView(), dayView() and intervalWords() speak UTC", () => {
  assert.deepEqual(clockView(drillStart + 400), { iso: "2026-11-22T23:16:12.400Z", text: "23:16:12.4" });
  assert.equal(dayView(drillStart).text, "22 Nov 2026 23:16 UTC");
  const night = { start: drillStart, end: drillStart + 3_600_000 };
  assert.equal(intervalWords(night), "2026-11-22 23:16:12 UTC to 2026-11-23 00:16:12 UTC (1 h)");
});

test("languageOf() goes by the file's name", () => {
  assert.equal(languageOf("content/stacks/a.yml"), "yaml");
  assert.equal(languageOf("a/Dockerfile.web"), "docker");
  assert.equal(languageOf("a/constructor"), "plaintext");
});

test("configViews() lists what was taken out of each file", () => {
  const [view] = configViews(syntheticSession());
  assert.equal(view?.lines, "9 lines");
  assert.deepEqual(view?.redactions, ["Taken out at scrape_configs[0].basic_auth.password: password"]);
});

test("queryView() shows a query that cannot be parsed, without an explanation", () => {
  const { query, explanation } = queryView("sum(");
  assert.equal(query.map(({ text }) => text).join(""), "sum(");
  assert.equal(explanation, "");
  assert.notEqual(queryView("sum(rate(a[1m]))").explanation, "");
});

test("planView() says what the plan promises and watches", () => {
  const view = planView({ id: "worker-loss", plan: drillPlan, from: "session", problem: "", sessions: [] });
  assert.deepEqual(view.objectives.map(({ threshold }) => threshold), ["< 200 ms", "< 1 %", "≥ 99 %"]);
  assert.match(view.from, /not in the book/);
  const probe = view.terms.find(({ term }) => term === "Probe site")?.text;
  assert.equal(probe, "http://192.0.2.2/ as myhbsapp.com every 250 ms, given up after 60 s; good is 200 to 399");
});
