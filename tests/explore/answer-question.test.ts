import assert from "node:assert/strict";
import { test } from "node:test";
import { answerQuestion, type Archive } from "../../src/explore/answer-question.ts";
import { catalogOf } from "../../src/explore/catalog.ts";
import type { When } from "../../src/explore/question.ts";
import { storeOf } from "../../src/promql/engine/store.ts";
import { seriesOf } from "./some-series.ts";

const values = Array.from({ length: 61 }, (_, index) => index);
const series = [
  seriesOf({ __name__: "requests_total", code: "200" }, values),
  seriesOf({ __name__: "requests_total", code: "500" }, values.map((value) => value / 5)),
  seriesOf({ __name__: "up" }, values.map(() => 1)),
];
const archive: Archive = { store: storeOf(series), catalog: catalogOf(series), options: {} };
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
  const large = { store: storeOf(many), catalog: catalogOf(many), options: {} };
  const answer = answerQuestion({ query: "sum(rate(many[1m]))", when: range }, large, () => clock += 15_000);
  assert.ok(answer.kind === "refused");
  assert.match(answer.problem.text, /timed out[^]*a query may take 20 s here/);
});

test("answerQuestion() tells why an answer is empty", () => {
  const wordsOf = (query: string) => {
    const answer = ask(query);
    return answer.kind === "answered" ? answer.emptyWords : answer.problem.text;
  };
  assert.equal(
    wordsOf("request_total"),
    'No series. The archive holds no metric "request_total"; the nearest that it holds: "requests_total".',
  );
  assert.equal(
    wordsOf('requests_total{code="404"}'),
    'No series: none of the 2 series of "requests_total" is selected by requests_total{code="404"}.',
  );
  assert.equal(wordsOf('up{job="x"}'), 'No series: the one series of "up" is not selected by up{job="x"}.');
  assert.equal(wordsOf('{job="x"}'), 'No series: nothing in the archive is selected by {job="x"}.');
  assert.match(wordsOf("up > 1"), /^No series: what the query selects is in the archive/);
  assert.equal(wordsOf("up"), "");
});
