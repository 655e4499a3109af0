import assert from "node:assert/strict";
import { test } from "node:test";
import { answerQuestion } from "../../src/explore/answer-question.ts";
import { archiveOf } from "../../src/explore/archive.ts";
import type { When } from "../../src/explore/question.ts";
import { seriesOf, someRecording } from "./some-series.ts";

const values = Array.from({ length: 61 }, (_, index) => index);
const series = [
  seriesOf({ __name__: "requests_total", code: "200" }, values),
  seriesOf({ __name__: "requests_total", code: "500" }, values.map((value) => value / 5)),
  seriesOf({ __name__: "up" }, values.map(() => 1)),
];
const interval = { start: 0, end: 300_000 };
const archive = archiveOf(series, someRecording(interval, ["requests_total", "up", '{job="x"}']));
const range: When = { kind: "range", start: 0, end: 300_000, step: 30_000 };
const ask = (query: string, when: When = range, now = () => 0) => answerQuestion({ query, when }, archive, now);

test("answerQuestion() answers over a range and at an instant, and tells how long it took", () => {
  let clock = 0;
  const answer = ask("sum by (code) (rate(requests_total[1m]))", range, () => clock++);
  assert.ok(answer.kind === "answered" && answer.result.value.kind === "matrix");
  assert.deepEqual(answer.result.value.series.map(({ labels }) => labels), [{ code: "200" }, { code: "500" }]);
  assert.deepEqual(answer.result.value.series.map(({ values }) => values.at(-1)?.toFixed(6)), ["0.200000", "0.040000"]);
  assert.ok(answer.took > 0);
  const instant = ask('requests_total{code="500"}', { kind: "instant", at: 300_000 });
  assert.ok(instant.kind === "answered" && instant.result.value.kind === "vector");
  assert.equal(instant.result.value.samples[0]?.value, 12);
});

test("answerQuestion() refuses with the place what is no query, and with words what cannot be evaluated", () => {
  const wrong = ask("sum(");
  assert.ok(wrong.kind === "refused" && wrong.problem.position !== undefined);
  const many = ask("requests_total * on () up + on () requests_total");
  assert.ok(many.kind === "refused");
  assert.match(many.problem.text, /many-to-many|multiple matches/);
});

test("answerQuestion() says how long a query may take when one takes longer", () => {
  let clock = 0;
  const many = Array.from({ length: 400 }, (_, id) => seriesOf({ __name__: "many", id: String(id) }, values));
  const large = archiveOf(many, someRecording(interval, ["many"]));
  const answer = answerQuestion({ query: "sum(rate(many[1m]))", when: range }, large, () => clock += 15_000);
  assert.ok(answer.kind === "refused");
  assert.match(answer.problem.text, /timed out[^]*a query may take 20 s here/);
});

test("answerQuestion() tells why an answer is empty", () => {
  const wordsOf = (query: string) => {
    const answer = ask(query);
    return answer.kind === "answered" ? answer.emptyWords : answer.problem.text;
  };
  assert.equal(wordsOf("request_total"), "No series: the archive holds no such metric.");
  assert.equal(
    wordsOf('requests_total{code="404"}'),
    'No series of "requests_total" in the archive has code="404"; there are "200" and "500".',
  );
  assert.equal(wordsOf('up{job="x"}'), 'No series of "up" in the archive has a label "job".');
  assert.equal(
    wordsOf('requests_total{cdoe="200"}'),
    'No series of "requests_total" in the archive has a label "cdoe"; did you mean "code"?',
  );
  assert.equal(wordsOf('{job="x"}'), 'The archive has no series of {job="x"}.');
  assert.match(wordsOf("up > 1"), /^No series: what the query selects is in the archive/);
  assert.equal(wordsOf("up"), "");
});

test("answerQuestion() tells what of a query was not recorded, over its answer and where that is empty", () => {
  const partial = archiveOf(series, someRecording(interval, ['requests_total{code="200"}', "up"]));
  const of = (query: string) => {
    const answer = answerQuestion({ query, when: range }, partial, () => 0);
    assert.ok(answer.kind === "answered");
    return answer;
  };
  const doubts = [
    'The query asks for requests_total, of which not all was recorded, and the archive holds only requests_total{code="200"}',
  ];
  assert.deepEqual(of("sum(requests_total)").doubts, doubts);
  assert.deepEqual(of('requests_total{code="200"}').doubts, []);
  assert.match(of('requests_total{code="404"}').emptyWords, /cannot be told/);
  assert.match(of('requests_total{code="404"}').doubts[0] ?? "", /not all was recorded/);
});

test("answerQuestion() tells the recorder's own warnings of what a query selects", () => {
  const lossy = archiveOf(series, {
    ...someRecording(interval, ["up"]),
    losses: [{ selector: "up", words: "Samples of up were lost" }],
  });
  const answer = answerQuestion({ query: "up", when: range }, lossy, () => 0);
  assert.deepEqual(answer.kind === "answered" && answer.doubts, ["Samples of up were lost"]);
});

test("answerQuestion() tells where a range or an instant lies outside of the session", () => {
  const doubtsOf = (when: When) => {
    const answer = ask("up", when);
    return answer.kind === "answered" ? answer.doubts.join() : "";
  };
  assert.equal(doubtsOf(range), "");
  assert.match(
    doubtsOf({ ...range, end: 400_000 }),
    /^The range asked for lies partly outside the session, which lasts from 1970-01-01 00:00:00 UTC to 1970-01-01 00:05:00 UTC$/,
  );
  assert.match(doubtsOf({ kind: "instant", at: 400_000 }), /lies outside/);
  assert.equal(doubtsOf({ kind: "instant", at: 300_000 }), "");
  const number = ask("vector(1)", { kind: "instant", at: 400_000 });
  assert.deepEqual(number.kind === "answered" && number.doubts, []);
});
