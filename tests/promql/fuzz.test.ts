import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { explainQuery } from "../../src/promql/explain.ts";
import { highlightQuery } from "../../src/promql/highlight.ts";
import { lintQuery } from "../../src/promql/lint.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { printExpr } from "../../src/promql/print.ts";
import { readQuery } from "../../src/promql/read-query.ts";
import { formatQueryError, QuerySyntaxError } from "../../src/promql/syntax-error.ts";
import { randomExpr } from "./random-expr.ts";

const context = {
  metrics: ["x_bucket"],
  bounds: new Map([["x", [0.1, 1]]]),
  scrapeInterval: 15_000,
  threshold: 0.2,
  unit: "seconds",
};

/** Does all that can be done with a text; a refusal must be positioned in it. */
function attempt(text: string): void {
  assert.equal(highlightQuery(text).map((piece) => piece.text).join(""), text);
  try {
    const expr = parseQuery(text);
    assert.equal(typeof printExpr(expr), "string");
    assert.match(explainQuery(expr), /\S\.$/);
    assert.ok(Array.isArray(lintQuery(expr, context)));
    readQuery(text);
  } catch (error) {
    assert.ok(error instanceof QuerySyntaxError, `${JSON.stringify(text.slice(0, 200))}: ${describe(error)}`);
    const { start, end } = error.position;
    assert.ok(start >= 0 && start <= end && end <= text.length, `${text}: ${start} to ${end}`);
    assert.match(formatQueryError(text, error), /^(\d+:\d+|unknown position): parse error: \S/);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? String(error.stack) : String(error);
}

const pieces = fc.constantFrom(
  ..."sum by ( ) { } [ ] , : @ - + ^ * / == =~ !~ </ \" ' ` # 5m 1h1d 2. .5 0x 0x1 1_ 1e5_0 x offset start() step()"
    .split(" "),
  ...'bool on and or atan2 min_of rate foo{ a="b" [5m: inf fill(1) group_left \\ \n é ! ? ; topk(1, without (a) nan'
    .split(" "),
  "'\\x4",
  "\u{1f600}",
  "\ud800",
  "\u00a0",
);

test("parseQuery() and all that reads queries throw nothing but a positioned syntax error at soups of tokens", () => {
  const soup = fc.array(pieces, { maxLength: 14 });
  fc.assert(
    fc.property(soup, fc.constantFrom("", " "), (parts, separator) => attempt(parts.join(separator))),
    { numRuns: 2_000 },
  );
});

test("parseQuery() and all that reads queries throw nothing else at queries that were damaged", () => {
  const material = { metrics: ["x_bucket", "sum", "naïve"], labels: { le: ["1", "+Inf"], "b.c": ["é"] } };
  const damage = fc.record({ at: fc.nat(), length: fc.nat(3), piece: fc.oneof(pieces, fc.string({ maxLength: 3 })) });
  fc.assert(
    fc.property(randomExpr(material), fc.array(damage, { maxLength: 3 }), (expr, damages) => {
      let text = printExpr(expr);
      for (const { at, length, piece } of damages) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + piece + text.slice(place + length);
      }
      attempt(text);
    }),
    { numRuns: 1_000 },
  );
});

test("parseQuery() and all that reads queries throw nothing else at any text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string()), attempt),
    { numRuns: 1_000 },
  );
});

const repeat = (text: string, length = 100_000) => text.repeat(Math.ceil(length / text.length));

/** Texts that would exhaust a stack, or a minute, if reading them were not bounded. */
const long: Readonly<Record<string, string>> = {
  "open parentheses": repeat("("),
  "closed parentheses": `${repeat("(")}1${repeat(")")}`,
  "open brackets": repeat("["),
  "open braces": repeat("{"),
  "calls in calls": `${repeat("abs(")}a${repeat(")", 25_000)}`,
  "a row of sums": Array.from({ length: 50_000 }, () => "a").join("+"),
  "a row of powers": Array.from({ length: 50_000 }, () => "1").join("^"),
  "a row of signs": `${repeat("-")}a`,
  "a row of subqueries": `a${repeat("[1m:]")}`,
  "a row of modifiers": `a${repeat(" offset 1m")}`,
  "a long duration": `a[${Array.from({ length: 50_000 }, () => "1").join("+")}]`,
  "deep durations": `a[${repeat("(")}`,
  "many labels": `a{${repeat('b="c",')}}`,
  "many arguments": `abs(${repeat("a,")}a)`,
  "many groups": `sum by (${repeat("a,")}) (b)`,
  "a long name": repeat("a"),
  "a long number": repeat("1"),
  "a number of underscores": repeat("1_"),
  "a long chain of units": repeat("1m"),
  "a long string": `"${repeat("x")}"`,
  "a string of escapes": `"${repeat("\\u00e9")}"`,
  "a string without an end": `"${repeat("\\n")}`,
  "empty strings": repeat('""'),
  "many comments": `${repeat("#\n")}a`,
  "blanks": repeat(" \n"),
  "words": repeat("sum by "),
  "clauses": `a ${repeat("+ on (a) ")}`,
  "colons": `a[1m${repeat(":")}`,
  "a deep nest to the left": `${repeat("(", 5_000)}a${repeat("+a+a)", 25_000)}`,
};

for (const [name, text] of Object.entries(long)) {
  test(`parseQuery() and all that reads queries bear ${name} over ${text.length} letters`, () => attempt(text));
}

test("parseQuery() and all that reads queries bear the deepest expressions that are taken", () => {
  const deepest = [
    `${"histogram_quantile(0.5, ".repeat(290)}x_bucket${")".repeat(290)}`,
    Array.from({ length: 290 }, () => "histogram_quantile(0.5, sum by (le) (rate(x_bucket[5m])))").join(" or "),
    `${"(".repeat(115)}x_sum${" or x_count or x_count / 2 or 0 * x_count)".repeat(115).slice(0, -1)}`,
    `${"-(".repeat(140)}x${")".repeat(140)}`,
    Array.from({ length: 290 }, () => "1").join(" ^ "),
  ];
  for (const query of deepest.slice(0, 2)) assert.doesNotThrow(() => readQuery(query));
  for (const query of deepest) attempt(query);
});
