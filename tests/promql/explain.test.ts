import assert from "node:assert/strict";
import { test } from "node:test";
import { explainQuery } from "../../src/promql/explain.ts";
import { aggregators, functions, type ValueType } from "../../src/promql/functions.ts";
import { parseQuery } from "../../src/promql/parse.ts";

const explain = (query: string) => explainQuery(parseQuery(query)).replaceAll("\u202f", " ");

test("explainQuery() says what a bare selector is the value of, and what up means", () => {
  assert.equal(explain('go_threads{job="app"}'), 'The value of "go_threads" whose job is "app".');
  assert.equal(explain("up"), "Whether Prometheus could scrape each target: 1 when it could, 0 when it could not.");
});

test("explainQuery() takes a bare ratio for one since the process started only where its names are those of counters", () => {
  assert.equal(
    explain("up / ignoring (job, instance) up"),
    '"up" divided by "up", paired by all labels but job and instance.',
  );
  assert.match(explain("sum(errors_total) / sum(requests_total)"), /since the process started/);
  assert.match(explain("sum(rate(hits[1m])) / sum(rate(asks[1m]))"), /over the last 60 s/);
});

test("explainQuery() names several quantiles of one histogram together", () => {
  const quantile = (q: number) =>
    `label_replace(histogram_quantile(${q}, sum by (le) (rate(x_bucket[15s]))), "quantile", "p", "", "")`;
  assert.equal(
    explain([0.5, 0.95, 0.99].map(quantile).join(" or ")),
    'The values that 50 %, 95 % and 99 % of "x" stay below, estimated from its buckets over the last 15 s.',
  );
});

test("explainQuery() explains a function by its older name as by its newer", () => {
  const call = "(metric[5m], 0.5, 0.1)";
  assert.equal(explain(`holt_winters${call}`), explain(`double_exponential_smoothing${call}`));
});

const samples: Readonly<Record<ValueType, string>> = {
  scalar: "2",
  vector: "metric",
  matrix: "metric[5m]",
  string: '"label"',
};

for (const [name, { args, optional, most }] of functions) {
  test(`explainQuery() has a sentence for ${name}()`, () => {
    for (let count = args.length - optional; count <= Math.min(most, args.length + 1); count += 1) {
      const given = Array.from({ length: count }, (_, index) => samples[args[index] ?? args.at(-1) ?? "scalar"]);
      const query = name === "info" && count === 2 ? 'info(metric, {a="b"})' : `${name}(${given.join(", ")})`;
      const words = explain(query);
      assert.doesNotMatch(words, new RegExp(`^${name} of|\\{|undefined|nothing$`, "i"), query);
      if (count > 0 && name !== "vector") assert.match(words, /"metric"|2/, query);
    }
  });
}

for (const [name, type] of aggregators) {
  test(`explainQuery() has a sentence for ${name}()`, () => {
    const words = explain(`${name} by (job, path) (${type === undefined ? "" : `${samples[type]}, `}metric)`);
    assert.doesNotMatch(words, new RegExp(`^${name} of`, "i"));
    assert.match(words, /"metric".*, for each job and path\.$/);
  });
}

const explanations: readonly (readonly [query: string, words: string])[] = [
  [
    "a + on (x) group_left (y, z) b",
    '"a" plus "b", paired by x, many of the former to one of the latter, which lends y and z.',
  ],
  [
    "a * ignoring (x) group_right () b",
    '"a" times "b", paired by all labels but x, many of the latter to one of the former.',
  ],
  ["a and on () b", '"a" where there is also "b", all paired with all.'],
  ["a unless b", '"a" unless there is "b".'],
  ["a or b or vector(0)", '"a"; together with "b" or else 0.'],
  ["a >= 1", '"a" where it is at least 1.'],
  ["a != bool 1", '1 where "a" differs from 1 and 0 where it does not.'],
  ["(a + b) * 2 ^ -c % d", '("a" plus "b") times 2 to the power of minus "c" modulo "d".'],
  ["a atan2 b", 'The angle, in radians, of "a" over "b".'],
  ["a </ 5", '"a" without what lies above 5.'],
  ["a + fill (0) b", '"a" plus "b", with 0 for a missing partner.'],
  ["a + fill_left (1) b", '"a" plus "b", with 1 where the former is missing.'],
  ["a / a offset 7d", '"a" divided by "a", 168 h earlier.'],
  ["rate(a[5m] offset -1h)", 'The rate per second of "a" over the last 5 min, 1 h later.'],
  ["a @ 1600000000", 'The value of "a", at 2020-09-13 12:26:40 UTC.'],
  ["a @ end() offset (2 * step())", 'The value of "a", 2 times the query\'s step earlier, at the end of the query.'],
  ["a @ 9e18", 'The value of "a", at 9 000 000 000 000 000 000 s since 1970.'],
  [
    "rate(a[max_of(step(), 1m)])",
    'The rate per second of "a" over a window of the longer of the query\'s step and 60 s.',
  ],
  ["rate(a[5m] anchored)", 'The rate per second of "a" over the last 5 min, counting from the last sample before.'],
  ["a smoothed", 'The value of "a", interpolated between samples.'],
  ["max_over_time(sum(a)[1h:15s])", 'The highest of the sum of "a", evaluated every 15 s over the last 1 h.'],
  ["min_over_time(a[1h:])", 'The lowest of "a", evaluated again and again over the last 1 h.'],
  ['{__name__=~"a|b", c="", d!=""}', 'The value of every series whose name matches "a|b", c is not set and d is set.'],
  ["sum without (x) (a) > 5", 'The sum of "a", for each series without x, where it is above 5.'],
  [
    "sum by (job) (rate(a_sum[1m])) / sum by (job) (rate(a_count[1m]))",
    'The mean of "a" over the last 60 s, for each job.',
  ],
  ["hour()", "The hour of the day at present, in UTC."],
  ["hour(a)", 'The hour of the day in UTC, of the times "a".'],
  ["round(a, 5)", '"a", rounded to multiples of 5.'],
  ['label_join(a, "x", "-", "b", "c")', '"a", with a label "x" that joins the labels "b" and "c".'],
  ["topk(3, a)", 'The 3 highest of "a".'],
  ["quantile(0.9, a)", 'The value that 90 % of "a" stay below.'],
  ["-a", 'Minus "a".'],
];

for (const [query, words] of explanations) {
  test(`explainQuery() explains ${query}`, () => assert.equal(explain(query), words));
}
