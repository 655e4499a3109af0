import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { explainQuery } from "../../src/promql/explain.ts";
import { highlightQuery } from "../../src/promql/highlight.ts";
import { parseQuery } from "../../src/promql/parse.ts";

test("highlightQuery() gives back the whole text and never throws", () => {
  const pieces = fc.constantFrom("sum", "(", "{", '"', "'", "a", "[5m", "]", " offset ", "#x\n", "}", "\\", "1.", "é");
  fc.assert(fc.property(fc.oneof(fc.string(), fc.array(pieces).map((parts) => parts.join(""))), (text) => {
    assert.equal(highlightQuery(text).map((piece) => piece.text).join(""), text);
  }));
});

test("highlightQuery() names what each word is", () => {
  const kinds = highlightQuery('sum by (job) (rate(x{code="5"}[5m])) > 1')
    .filter(({ kind }) => kind !== "plain" && kind !== "punctuation")
    .map(({ text, kind }) => `${text} ${kind}`);
  assert.deepEqual(kinds, [
    "sum function",
    "by keyword",
    "job label",
    "rate function",
    "x metric",
    "code label",
    "= operator",
    '"5" string',
    "5m duration",
    "> operator",
    "1 number",
  ]);
});

test("highlightQuery() tells a metric from a word of the language by its place", () => {
  const kinds = highlightQuery("by + offset offset step() and sum by (on) (fill) @ start()")
    .filter(({ kind }) => !/^(plain|punctuation|operator)$/.test(kind))
    .map(({ text, kind }) => `${text} ${kind}`);
  assert.deepEqual(kinds, [
    "by metric",
    "offset metric",
    "offset keyword",
    "step function",
    "and keyword",
    "sum function",
    "by keyword",
    "on label",
    "fill metric",
    "start function",
  ]);
});

test("highlightQuery() marks a string without an end", () => {
  assert.deepEqual(highlightQuery('x{a="b').at(-1), { text: '"b', kind: "error" });
});

const explanations: readonly (readonly [query: string, words: string])[] = [
  [
    "sum(d_sum) / sum(requests_total) * 1000",
    'The mean of "d" since the process started, so that an outage hardly moves it, times 1 000.',
  ],
  [
    '(sum(rate(x{code=~"5.."}[1m])) or vector(0)) / sum(rate(x[1m]))',
    'Among "x", the share whose code matches "5.." over the last 60 s.',
  ],
  [
    "histogram_quantile(0.95, sum by (le) (rate(d_bucket[5m])))",
    'The value that 95 % of "d" stay below, estimated from its buckets over the last 5 min.',
  ],
  [
    "sum by (job) (rate(x_total[5m]))",
    'The sum of the rate per second of "x_total" over the last 5 min, for each job.',
  ],
];

for (const [query, words] of explanations) {
  test(`explainQuery() explains ${query}`, () => {
    assert.equal(explainQuery(parseQuery(query)).replaceAll("\u202f", " "), words);
  });
}
