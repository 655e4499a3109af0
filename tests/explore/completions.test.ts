import assert from "node:assert/strict";
import { test } from "node:test";
import { aggregators, functions } from "../../src/promql/functions.ts";
import { applyCompletion } from "../../src/explore/apply-completion.ts";
import { catalogOf } from "../../src/explore/catalog.ts";
import { completionContext } from "../../src/explore/completion-context.ts";
import { completionsFor } from "../../src/explore/completions.ts";
import { functionWords } from "../../src/explore/function-words.ts";
import { signatureWords } from "../../src/explore/signature-words.ts";
import { seriesOf } from "./some-series.ts";

const values = [1, 2, 3];
const catalog = catalogOf([
  seriesOf({ __name__: "http_requests_total", code: "200", path: "/" }, values, 15_000),
  seriesOf({ __name__: "http_requests_total", code: "500", path: 'a"b\\' }, values, 15_000),
  seriesOf({ __name__: "up", job: "web" }, values),
]);

function split(marked: string): [text: string, cursor: number] {
  return [marked.replace("|", ""), marked.indexOf("|")];
}

const namesAt = (marked: string) =>
  completionsFor(completionContext(...split(marked)), catalog).map(({ name }) => name);

/** The text with the completion of a name applied; `|` is the cursor. */
function completed(marked: string, name: string): string {
  const [text, cursor] = split(marked);
  const context = completionContext(text, cursor);
  const completion = completionsFor(context, catalog).find((candidate) => candidate.name === name);
  assert.ok(completion !== undefined, `no completion "${name}" at ${marked}`);
  const edit = applyCompletion(text, context, completion);
  return `${edit.text.slice(0, edit.cursor)}|${edit.text.slice(edit.cursor)}`;
}

test("completionsFor() puts names that begin so first, then those with such a part, then those that hold it", () => {
  assert.deepEqual(namesAt("req|"), ["http_requests_total"]);
  const names = namesAt("su|");
  assert.deepEqual(names.slice(0, 2), ["sum", "sum_over_time"]);
  assert.equal(namesAt("x{|").length, 3);
  assert.deepEqual(namesAt("time|").slice(0, 2), ["time", "timestamp"]);
});

test("completionsFor() leaves out what has an answer for native histograms only", () => {
  assert.deepEqual(namesAt("histogram|"), ["histogram_fraction", "histogram_quantile", "histogram_quantiles"]);
});

test("completionsFor() knows the labels and values of the metric at hand", () => {
  assert.deepEqual(namesAt("http_requests_total{|"), ["code", "path"]);
  assert.deepEqual(namesAt("http_requests_total{code=|"), ["200", "500"]);
  assert.deepEqual(namesAt('http_requests_total{code="5|'), ["500"]);
  assert.deepEqual(namesAt("sum by (|"), ["code", "job", "path"]);
});

test("completionsFor() offers no window that is shorter than four scrapes of the metric", () => {
  assert.deepEqual(namesAt("rate(http_requests_total[|").slice(0, 2), ["1m", "2m"]);
  assert.deepEqual(namesAt("rate(up[|").slice(0, 2), ["20s", "30s"]);
});

test("applyCompletion() opens a parenthesis, and writes none twice", () => {
  assert.equal(completed("ra|", "rate"), "rate(|");
  assert.equal(completed("ra|(up[1m])", "rate"), "rate(|up[1m])");
  assert.equal(completed("sum(x) b|", "by"), "sum(x) by (|");
  assert.equal(completed("sum b| (code) (x)", "by"), "sum by (|code) (x)");
});

test("applyCompletion() writes labels and values as PromQL quotes them", () => {
  assert.equal(completed("http_requests_total{co|}", "code"), "http_requests_total{code=|}");
  assert.equal(completed('http_requests_total{co|="200"}', "code"), 'http_requests_total{code|="200"}');
  assert.equal(completed("http_requests_total{code=|", "200"), 'http_requests_total{code="200"|');
  assert.equal(completed('http_requests_total{code="5|', "500"), 'http_requests_total{code="500"|');
  assert.equal(completed('http_requests_total{code="5|00"}', "500"), 'http_requests_total{code="500"|}');
  assert.equal(completed("http_requests_total{path=|", 'a"b\\'), 'http_requests_total{path="a\\"b\\\\"|');
});

test("every function, aggregator and keyword that is offered says what it gives", () => {
  for (const name of [...functions.keys(), ...aggregators.keys()]) {
    assert.notEqual(functionWords[name] ?? "", "", name);
    assert.match(signatureWords(name), new RegExp(`^${name}\\(.*\\)$`));
  }
});

test("signatureWords() marks what may be left out or repeated", () => {
  assert.equal(signatureWords("rate"), "rate(series[window])");
  assert.equal(signatureWords("round"), "round(series, number?)");
  assert.equal(signatureWords("topk"), "topk(number, series)");
  assert.equal(signatureWords("nothing"), "");
});
