import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseQuery } from "../../src/promql/parse.ts";
import { durationOf, formatDurationLiteral } from "../../src/promql/duration.ts";
import { unquote } from "../../src/promql/literal.ts";
import { quoteString } from "../../src/promql/quote.ts";
import { parseNumber } from "../../src/promql/number-literal.ts";

test("parseNumber() reads the forms of Prometheus", () => {
  const forms = {
    "0x1F": 31,
    "010": 8,
    "08": 8,
    "1_000": 1000,
    "2.": 2,
    ".5e3": 500,
    "5m": 300,
    "1h30m": 5400,
    "1ms": 0.001,
  };
  for (const [text, value] of Object.entries(forms)) assert.equal(parseNumber(text), value, text);
  assert.equal(parseNumber("iNf"), Infinity);
  assert.ok(Number.isNaN(parseNumber("NAN")));
});

test("parseNumber() throws in Prometheus' words for what is no number", () => {
  assert.throws(() => parseNumber("1__0"), { message: /parsing "1__0": invalid syntax$/ });
  assert.throws(() => parseNumber("0xffffffffffffffff"), { message: /invalid syntax$/ });
  assert.throws(() => parseNumber("1e999"), { message: /value out of range$/ });
  assert.throws(() => parseNumber("1m1h"), { message: 'not a valid duration string: "1m1h"' });
  assert.throws(() => parseNumber("999999y"), { message: "duration out of range" });
});

test("quoteString() writes as Go does", () => {
  assert.equal(
    quoteString('a"\\\u0007\t\u0001\u00a0é\u{e0001}\ufffd'),
    '"a\\"\\\\\\a\\t\\x01\\u00a0é\\U000e0001\\ufffd"',
  );
});

test("unquote() follows Go", () => {
  assert.equal(unquote("'a\\'b\"'"), "a'b\"");
  assert.equal(unquote('"\\x41\\101\\u00e9\\U0001F600\\t\\\\"'), "AAé\u{1f600}\t\\");
  assert.equal(unquote('"\\xc3\\xa9"'), "é");
  assert.equal(unquote("`a\\n\nb`"), "a\\n\nb");
});

test("unquote() throws for a foreign quote, an unknown escape and a missing end", () => {
  for (const text of ['"\\\'"', '"\\q"', '"a', '"', '"\\400"', '"\\UFFFFFFFF"']) {
    assert.throws(() => unquote(text), SyntaxError, text);
  }
});

test("unquote() of quoteString() is the same text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => assert.equal(unquote(quoteString(text)), text)));
});

test("unquote() keeps bytes that are no UTF-8, and quoteString() shows them", () => {
  for (const text of ['"a\\xc5z"', '"\\xe2\\x82"', '"é\\xff\\xf0\\x9f"']) {
    assert.equal(quoteString(unquote(text)), text);
  }
  assert.equal(unquote('"\\xc3\\xa9\\xc3"').slice(0, 1), "é");
  assert.notEqual(unquote('"\\xc5"'), unquote('"\\xc6"'));
});

test("durationOf() computes in seconds and cuts to ms", () => {
  const cases = {
    "2m*15": 1_800_000,
    "(1m+30s)/2": 45_000,
    "-5m + 6m": 60_000,
    "1.0019": 1_001,
    "min_of(5m, 2)": 2_000,
  };
  for (const [text, duration] of Object.entries(cases)) {
    const expr = parseQuery(`x[${text}]`);
    assert.equal(expr.kind === "matrix" && durationOf(expr.range), duration, text);
  }
});

test("durationOf() is undefined without the step that it needs", () => {
  const expr = parseQuery("x[step() * 4]");
  assert.equal(expr.kind === "matrix" && durationOf(expr.range), undefined);
  assert.equal(expr.kind === "matrix" && durationOf(expr.range, { step: 5_000 }), 20_000);
});

test("formatDurationLiteral() writes what parseNumber() reads", () => {
  fc.assert(fc.property(fc.nat(), (ms) => assert.equal(parseNumber(formatDurationLiteral(ms)), ms / 1_000)));
});
