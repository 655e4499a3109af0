import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DurationExpr, Expr, VectorSelector } from "../../src/promql/ast.ts";
import { levelOf } from "../../src/promql/chain.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { printExpr, printSelector } from "../../src/promql/print.ts";

const position = { start: 0, end: 0 };
const name = fc.constantFrom("foo", "a:b", "sum", "by", "rate", "offset", "naïve.name", "x\ny");
const label = fc.constantFrom("a", "__name", "on", "b.c", "le");
const text = fc.oneof(fc.string(), fc.constantFrom('"', "\\", "\n\t\0", "é→\u{1f600}", "'`"));
const matcher = fc.record({ name: label, op: fc.constantFrom("=", "!=", "=~", "!~"), value: text });
const number = fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true }), fc.constant(NaN))
  .map((value): Expr => ({ kind: "number", position, value: Math.abs(value) }));

const { duration } = fc.letrec<{ duration: DurationExpr }>((tie) => ({
  duration: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.nat(1e9).map((ms) => ms / 1_000), fc.double({ min: 0, max: 1e6, noNaN: true })).map((value) => ({
      kind: "seconds" as const,
      position,
      value: Math.abs(value),
    })),
    fc.record({ kind: fc.constantFrom("step" as const, "range" as const), position: fc.constant(position) }),
    fc.record({
      kind: fc.constant("sign" as const),
      position: fc.constant(position),
      operator: fc.constantFrom("+" as const, "-" as const),
      operand: tie("duration"),
    }),
    fc.record({
      kind: fc.constant("arithmetic" as const),
      position: fc.constant(position),
      operator: fc.constantFrom("+", "-", "*", "/", "%", "^"),
      left: tie("duration"),
      right: tie("duration"),
    }),
    fc.record({
      kind: fc.constantFrom("min_of" as const, "max_of" as const),
      position: fc.constant(position),
      left: tie("duration"),
      right: tie("duration"),
    }),
  ),
}));

const modifiers = {
  offset: duration,
  at: fc.oneof(fc.constantFrom("start" as const, "end" as const), fc.integer()),
};
const selector = fc.record({
  kind: fc.constant("selector" as const),
  position: fc.constant(position),
  name,
  matchers: fc.array(matcher, { maxLength: 3 }),
  ...modifiers,
  extension: fc.constantFrom("anchored" as const, "smoothed" as const),
}, { requiredKeys: ["kind", "position", "name", "matchers"] }) as fc.Arbitrary<VectorSelector>;
const matrix = fc.record({ selector, range: duration }).map(({ selector, range }): Expr => {
  return { kind: "matrix", position, selector, range };
});

const operators = ["or", "and", "unless", "==", "<", ">=", "+", "-", "*", "/", "%", "atan2", "^"];
const { expr } = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    selector,
    number,
    text.map((value): Expr => ({ kind: "string", position, value })),
    fc.record({ operator: fc.constantFrom("+" as const, "-" as const), operand: tie("expr") })
      .map(({ operator, operand }): Expr => ({ kind: "unary", position, operator, operand: operandOf(operand, 6) })),
    fc.record({ operator: fc.constantFrom(...operators), bool: fc.boolean(), left: tie("expr"), right: tie("expr") })
      .map(binary),
    fc.array(fc.oneof(tie("expr"), matrix), { maxLength: 2 })
      .map((args): Expr => ({ kind: "call", position, name: "rate", args })),
    fc.record({ labels: fc.array(label), kind: fc.constantFrom("by" as const, "without" as const), expr: tie("expr") })
      .map(({ labels, kind, expr }): Expr => {
        return { kind: "aggregation", position, operator: "sum", grouping: { kind, labels }, expr };
      }),
    fc.record({ expr: tie("expr"), range: duration, step: duration }).map(({ expr, range, step }): Expr => {
      return { kind: "subquery", position, expr: operandOf(expr, 7), range, step };
    }),
  ),
}));

function binary({ operator, bool, left, right }: { operator: string; bool: boolean; left: Expr; right: Expr }): Expr {
  const level = levelOf(operator);
  const power = operator === "^";
  return {
    kind: "binary",
    position,
    operator,
    bool,
    left: operandOf(left, power ? 7 : level),
    right: right.kind === "unary" ? right : operandOf(right, power ? level : level + 1),
  };
}

/** The expression in parentheses where it binds looser than `lowest`; a sign binds as "*", which is 5. */
function operandOf(expr: Expr, lowest: number): Expr {
  const level = expr.kind === "binary" ? levelOf(expr.operator) : expr.kind === "unary" && lowest > 6 ? 5 : 8;
  const takesModifier = lowest === 7 && expr.kind === "subquery";
  return level < lowest || takesModifier ? { kind: "paren", position, expr } : expr;
}

function withoutPositions(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === "position") return undefined;
    if (typeof inner === "number" && !Number.isFinite(inner)) return String(inner);
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

test("parseQuery() of printExpr() is the same expression", () => {
  fc.assert(
    fc.property(expr, (expr) => {
      const printed = printExpr(expr);
      assert.equal(withoutPositions(parseQuery(printed)), withoutPositions(expr), printed);
    }),
    { numRuns: 400 },
  );
});

test("printSelector() leaves range, offset and @ out and keeps a matcher of the name", () => {
  const expr = parseQuery('{__name__=~"a|b", c!="d"} @ start() offset 5m');
  assert.equal(expr.kind === "selector" && printSelector(expr), '{__name__=~"a|b", c!="d"}');
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
