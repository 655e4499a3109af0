import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Expr } from "../../src/promql/ast.ts";
import { checkQuery } from "../../src/promql/check.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { printExpr, printSelector } from "../../src/promql/print.ts";
import { randomExpr } from "./random-expr.ts";
import { withoutPositions } from "./same-expr.ts";

const position = { start: 0, end: 0 };
const material = {
  metrics: ["foo", "a:b", "sum", "by", "offset", "start", "fill", "on", "inf", "naïve.name", "x\ny", "atan2"],
  labels: { a: ["b", ""], __name: ["x"], on: ["1"], "b.c": ['"', "\\"], le: ["+Inf"], nan: ["é→\u{1f600}"] },
};

test("parseQuery() of printExpr() is the same expression, and one that Prometheus accepts", () => {
  fc.assert(
    fc.property(randomExpr(material), (expr) => {
      const printed = printExpr(expr);
      const parsed = parseQuery(printed);
      assert.equal(withoutPositions(parsed), withoutPositions(expr), printed);
      assert.deepEqual(checkQuery(parsed), [], printed);
    }),
    { numRuns: 600 },
  );
});

test("printExpr() quotes any text of a name, a label and a value", () => {
  const text = fc.string({ unit: "grapheme" });
  fc.assert(fc.property(text, fc.string({ unit: "grapheme", minLength: 1 }), text, (name, label, value) => {
    const selector: Expr = { kind: "selector", position, name, matchers: [{ name: label, op: "!=", value }] };
    const grouping = { kind: "by" as const, labels: [label] };
    const expr: Expr = { kind: "aggregation", position, operator: "sum", grouping, expr: selector };
    assert.equal(withoutPositions(parseQuery(printExpr(expr))), withoutPositions(expr));
  }));
});

test("printSelector() leaves range, offset and @ out and keeps a matcher of the name", () => {
  const expr = parseQuery('{__name__=~"a|b", c!="d"} @ start() offset 5m');
  assert.equal(expr.kind === "selector" && printSelector(expr), '{__name__=~"a|b", c!="d"}');
});

test("printSelector() writes a name beside a matcher of the name into the braces", () => {
  const expr = parseQuery('{"foo", __name__!="bar"}');
  assert.equal(expr.kind === "selector" && printSelector(expr), '{"foo", __name__!="bar"}');
});

test("printExpr() parenthesises a sign before a power and a looser operand", () => {
  const two: Expr = { kind: "number", position, value: 2 };
  const minusTwo: Expr = { kind: "unary", position, operator: "-", operand: two };
  assert.equal(
    printExpr({ kind: "binary", position, operator: "^", bool: false, left: minusTwo, right: two }),
    "(-2) ^ 2",
  );
  assert.equal(
    printExpr({ kind: "binary", position, operator: "^", bool: false, left: two, right: minusTwo }),
    "2 ^ -2",
  );
});
