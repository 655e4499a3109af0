import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { completionContext } from "../../src/explore/completion-context.ts";

/** The context where `|` stands, as `kind` or `kind of what`, and what a completion replaces. */
function contextAt(marked: string): string {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { expected, start, end, prefix } = completionContext(text, cursor);
  const replaced = text.slice(start, end);
  const what = expected.kind === "operand" || expected.kind === "operator"
    ? ` after ${expected.after}`
    : expected.kind === "label"
    ? ` of ${expected.grouping ? "grouping" : expected.metric}`
    : expected.kind === "value"
    ? ` of ${expected.metric} ${expected.label}`
    : "";
  return `${expected.kind}${what}: ${prefix}[${replaced}]`;
}

const cases: Readonly<Record<string, string>> = {
  "|": "operand after start: []",
  "ra|": "operand after start: ra[ra]",
  "ra|te(x)": "operand after start: ra[rate]",
  "sum(|": "operand after start: []",
  "sum(ht|)": "operand after start: ht[ht]",
  "clamp(x, |)": "operand after start: []",
  "x + |": "operand after operator: []",
  "x and y|": "operand after operator: y[y]",
  "x == bool |": "operand after operator: []",
  "a / on (b) |": "operand after start: []",
  "x |": "operator after operand: []",
  "x a|": "operator after operand: a[a]",
  "sum(x) b|": "operator after operand: b[b]",
  "x[5m] off|": "operator after operand: off[off]",
  "sum |(x)": "operator after aggregator: []",
  "sum b|": "operator after aggregator: b[b]",
  "x{|": "label of x: []",
  "x{a|}": "label of x: a[a]",
  'x{a="b",c|': "label of x: c[c]",
  "{|": "label of undefined: []",
  "sum by (|": "label of grouping: []",
  "sum by (a, b|) (x)": "label of grouping: b[b]",
  "a * on(c|) b": "label of grouping: c[c]",
  "x{a=|": "value of x a: []",
  'x{a="|': "value of x a: []",
  'x{a=~"b|"}': "value of x a: b[b]",
  'x{a="b|c"}': "value of x a: b[bc]",
  "x{a='b|'}": "value of x a: b[b]",
  'x{a="b"|}': "nothing: []",
  'label_replace(x, "|": ': "nothing: []",
  "x[|": "duration: []",
  "x[5|": "duration: 5[5]",
  "x[5m:|": "duration: []",
  "rate(x[1|m])": "duration: 1[1m]",
  "x offset |": "duration: []",
  "x offset -1|": "duration: 1[1]",
  "x @ |": "instant: []",
  "x # com|ment": "nothing: []",
  "12|": "nothing: 12[12]",
};

for (const [marked, expected] of Object.entries(cases)) {
  test(`completionContext() at ${marked}`, () => assert.equal(contextAt(marked), expected));
}

test("completionContext() never throws, and replaces a piece of the text that ends at or after the cursor", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."sum by({[\"'=,)}]x5m@# \n") }));
  fc.assert(
    fc.property(text, fc.nat(), (query, place) => {
      const cursor = place % (query.length + 1);
      const { start, end, prefix } = completionContext(query, cursor);
      assert.ok(start <= cursor && cursor <= end && end <= query.length);
      assert.equal(prefix, query.slice(start, cursor));
    }),
    { numRuns: 2_000 },
  );
});
