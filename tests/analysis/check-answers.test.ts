import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { checkAnswers } from "../../src/analysis/check-answers.ts";
import { indexSession } from "../../src/analysis/session-index.ts";
import { answerWords, truthSentence } from "../../src/analysis/truth-words.ts";
import { readSession } from "../../src/archive/session-fs.ts";
import type { Fact } from "../../src/core/fact.ts";
import { sampleLoss } from "../../src/core/sample-loss.ts";
import type { Answer, Session } from "../../src/core/session.ts";
import { evaluateRange } from "../../src/promql/engine/evaluate.ts";
import { storeOf } from "../../src/promql/engine/store.ts";
import { readQuery } from "../../src/promql/read-query.ts";
import { drillPlan, syntheticSession } from "../fixtures/drill.ts";
import { seriesOf, upOf } from "./series-of.ts";

const end = 120_000;
const up = upOf("a", -295_000, end);
const gauge = seriesOf(
  { __name__: "x", job: "traefik", instance: "a" },
  Array.from({ length: 83 }, (_, index) => [index * 5_000 - 290_000, index] as const),
);

interface Recorded {
  readonly series?: Session["series"];
  /** Changes what Prometheus answered, which is what the samples say. */
  readonly said?: (answer: Answer) => Answer;
  readonly facts?: readonly Fact[];
  readonly version?: string | undefined;
  readonly status?: "complete" | "recovered";
  readonly planned?: boolean;
}

/** The check of one query's answer in a session of two minutes. */
function check(query: string, recorded: Recorded = {}) {
  const { series = [up, gauge], said = (answer) => answer, facts = [], status = "complete", planned = true } = recorded;
  const base = syntheticSession();
  const range = { start: 0, end, step: 5_000 };
  const answer: Answer = { query, ...range, series: given(query, range), warnings: [], infos: [], error: undefined };
  const panels = planned ? [{ id: "p", title: "p", query, unit: "count" as const }] : [];
  const versions = { ...base.head.versions, prometheus: "version" in recorded ? recorded.version : "2.42.0" };
  const session: Session = {
    ...base,
    head: {
      ...base.head,
      start: 0,
      end,
      status,
      versions: versions as typeof base.head.versions,
      clockOffsets: [],
      plan: { ...drillPlan, step: 5_000, objectives: [], panels },
    },
    facts,
    series,
    answers: [said(answer)],
  };
  const truth = checkAnswers(indexSession(session));
  const [found] = truth.answers;
  assert.ok(found !== undefined);
  return { ...found, words: answerWords(found), sentence: truthSentence(truth) };
}

function given(query: string, range: { start: number; end: number; step: number }): Answer["series"] {
  try {
    const { value } = evaluateRange(readQuery(query), range, storeOf([up, gauge]), { rules: 2 });
    const found = value.kind === "matrix" ? value.series : [];
    return found.map(({ labels, times, values }) => ({ labels, times: [...times], values: [...values] }));
  } catch {
    return [];
  }
}

/** An answer whose value at 60 s is another. */
function changed(answer: Answer, change: (value: number) => number): Answer {
  return {
    ...answer,
    series: answer.series.map((each) => ({
      ...each,
      values: each.values.map((value, index) => each.times[index] === 60_000 ? change(value) : value),
    })),
  };
}

/** An answer without its points at and after 90 s. */
function shortened(answer: Answer): Answer {
  return {
    ...answer,
    series: answer.series.map(({ labels, times, values }) => ({
      labels,
      times: times.filter((at) => at < 90_000),
      values: values.filter((_, index) => (times[index] ?? 0) < 90_000),
    })),
  };
}

test("checkAnswers() finds the committed session's answers again, all of them", async () => {
  const folder = new URL("../../content/sessions/2026-11-23T152742Z-album", import.meta.url);
  const truth = checkAnswers(indexSession(await readSession(fileURLToPath(folder))));
  assert.equal(truth.rules, 2);
  assert.equal(truthSentence(truth), "7 of 7 of Prometheus' answers are reproduced from the archived samples");
  assert.ok(truth.answers.every(({ points, largest }) => points > 100 && largest === 0));
});

test("checkAnswers() calls an answer the same where each point is, to a thousand millionth", () => {
  const { outcome, points, differing, words } = check("sum(x)");
  assert.deepEqual([outcome, points, differing, words], ["agrees", 25, 0, "Reproduced: 25 points"]);
  assert.equal(
    check("sum(x)", { said: (answer) => changed(answer, (value) => value * (1 + 9e-10)) }).outcome,
    "agrees",
  );
  assert.equal(
    check("sum(x)", { said: (answer) => changed(answer, (value) => value * (1 + 2e-9)) }).outcome,
    "differs",
  );
  assert.equal(check("sum(x) / 0 - sum(x) / 0").outcome, "agrees");
  assert.equal(check("x{job='nobody'}").words, "Reproduced: neither has a value");
});

test("checkAnswers() tells how many points differ, the first of them, and by how much at most", () => {
  const { outcome, differing, first, largest, words, sentence } = check("sum(x)", {
    said: (answer) => changed(answer, (value) => value * 2),
  });
  assert.deepEqual([outcome, differing, largest], ["differs", 1, 0.5]);
  assert.deepEqual(first, { at: 60_000, labels: {}, prometheus: 140, archive: 70 });
  assert.match(
    words,
    /^Differs at 1 of 25 points, by up to 50 %\. The first is at 00:01:00\.0 UTC: Prometheus said 140, /,
  );
  assert.match(words, /The reason is not known/);
  assert.equal(sentence, "Prometheus' one answer is not reproduced from the archived samples");
});

test("checkAnswers() takes a point that only one of the two has for a difference", () => {
  const { differing, largest, first } = check("sum(x)", { said: shortened });
  assert.deepEqual([differing, largest], [7, 0]);
  assert.deepEqual([first?.prometheus, first?.archive], [undefined, 76]);
});

test("checkAnswers() cannot compare where Prometheus gave no answer", () => {
  const { outcome, words } = check("sum(x)", {
    said: (answer) => ({ ...answer, series: [], error: "timeout: too long" }),
  });
  assert.deepEqual([outcome, words], [
    "incomparable",
    "Cannot be compared. Prometheus answered with an error: timeout: too long",
  ]);
});

test("checkAnswers() cannot compare what was never recorded, cannot be read or is not supported", () => {
  assert.match(check("sum(y)", { planned: false }).words, /^Cannot be compared\. y was never recorded/);
  assert.match(check("sum(x", { planned: false }).words, /^Cannot be compared\. The query cannot be read/);
  assert.match(check("start_timestamp(x)").words, /^Cannot be compared\. The engine cannot evaluate the query/);
});

test("checkAnswers() cannot compare a label from which a secret was taken", () => {
  const masked = (answer: Answer) => ({
    ...answer,
    series: answer.series.map((each) => ({ ...each, labels: { token: "«redacted»" } })),
  });
  assert.match(check("sum(x)", { said: masked }).words, /^Cannot be compared\. A secret was taken out/);
});

test("checkAnswers() cannot compare what rests on samples from before the record, and compares the rest", () => {
  const said = (answer: Answer) => ({
    ...answer,
    series: answer.series.map((each) => ({ ...each, values: each.values.map((value) => value + 1) })),
  });
  const { outcome, words } = check("sum(max_over_time(x[6m]))", { said });
  assert.equal(outcome, "differs");
  assert.match(words, /looks back over 6 min, to before 23:55:00\.0 .* \(13 points of 25 that differ\)/);
  const early = check("sum(max_over_time(x[10m]))", { said });
  assert.equal(early.outcome, "incomparable");
  assert.match(early.words, /^Cannot be compared at 25 of 25 points\. The query looks back over 10 min, to before/);
});

test("checkAnswers() asks what depends on the range that is asked over as Prometheus was asked", () => {
  assert.equal(check("sum(x @ end())", { said: (answer) => answer }).outcome, "agrees");
  const late = { start: 60_000, end: 90_000, step: 5_000 };
  const said = (answer: Answer) => ({ ...answer, ...late, series: given("sum(x @ end())", late) });
  assert.equal(check("sum(x @ end())", { said }).outcome, "agrees");
});

test("checkAnswers() names what the recorder warned of, and when Prometheus did not answer it", () => {
  const warning: Fact = { kind: "warning", at: 1, source: "prometheus", text: sampleLoss.histograms("x") };
  assert.match(
    check("sum(x)", { facts: [warning], said: shortened }).words,
    /The recorder warned: x has native histograms/,
  );
  assert.equal(check("sum(up)", { facts: [warning], said: shortened }).words.includes("warned"), false);
  const blind: Fact = {
    kind: "blind",
    at: 91_000,
    source: "prometheus",
    blind: true,
    since: 80_000,
    reason: "no answer",
  };
  assert.match(
    check("sum(rate(x[1m]))", { facts: [blind], said: shortened }).words,
    /Prometheus did not answer the recorder from 00:01:20\.0 to 00:02:00\.0 UTC/,
  );
});

test("checkAnswers() names what differs where markers, late samples or other rules may be the cause", () => {
  const ended = (answer: Answer) => changed(shortened(answer), (value) => value);
  assert.match(check("sum(x)", { said: ended }).words, /whose staleness marker was not found \(4 points of 7/);
  assert.match(check("sum(x)", { said: ended }).words, /At the very end Prometheus may have taken in samples/);
  const renamed = (answer: Answer) => ({
    ...answer,
    series: answer.series.map((each) => ({ ...each, labels: { a: "b" } })),
  });
  assert.match(check("sum(x)", { said: renamed }).words, /no such series at any time/);
  const wrong = (answer: Answer) => changed(answer, (value) => value + 1);
  assert.match(
    check("sum(x)", { said: wrong, version: undefined }).words,
    /Which version of Prometheus answered is not/,
  );
  assert.match(check("sum(x)", { said: wrong, version: "2.53.1" }).words, /Prometheus 2\.53\.1 extrapolates rates by/);
});
