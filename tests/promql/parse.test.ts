import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Expr } from "../../src/promql/ast.ts";
import { parseQuery } from "../../src/promql/parse.ts";
import { printExpr } from "../../src/promql/print.ts";
import { QuerySyntaxError } from "../../src/promql/syntax-error.ts";

/** The grouping of an expression, every operator and modifier in parentheses. */
function group(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return String(expr.value);
    case "selector":
      return `${expr.name}${expr.offset === undefined ? "" : "~"}${expr.at === undefined ? "" : `@${expr.at}`}`;
    case "matrix":
      return `${group(expr.selector)}[]`;
    case "subquery":
      return `${group(expr.expr)}[:]${expr.offset === undefined ? "" : "~"}`;
    case "unary":
      return `(${expr.operator}${group(expr.operand)})`;
    case "binary":
      return `(${group(expr.left)} ${expr.operator} ${group(expr.right)})`;
    case "paren":
      return group(expr.expr);
    case "call":
      return `${expr.name}{${expr.args.map(group).join(",")}}`;
    case "aggregation":
      return `${expr.operator}{${group(expr.expr)}}`;
    case "string":
      return expr.value;
  }
}

const groupings: readonly (readonly [query: string, grouping: string])[] = [
  ["a + foo offset 5m", "(a + foo~)"],
  ["a / b offset 5m / c", "((a / b~) / c)"],
  ["a + b offset 5m * c", "(a + (b~ * c))"],
  ["a * b offset 5m + c", "((a * b~) + c)"],
  ["x / x offset 7d", "(x / x~)"],
  ["-foo @ 10", "(-foo@10000)"],
  ["1 + rate(a[5m]) - b[5m:1m] offset 1m", "((1 + rate{a[]}) - b[:]~)"],
  ["-2^2", "(-(2 ^ 2))"],
  ["foo * -2^2", "(foo * (-(2 ^ 2)))"],
  ["2^-2^2", "(2 ^ (-(2 ^ 2)))"],
  ["-1^2*3", "((-(1 ^ 2)) * 3)"],
  ["2 ^ -a * b", "((2 ^ (-a)) * b)"],
  ["2^3^2", "(2 ^ (3 ^ 2))"],
  ["1 -2", "(1 - 2)"],
  ["- - 1", "(-(-1))"],
  ["a or b and c unless d", "(a or ((b and c) unless d))"],
  ["a == b + c * d ^ e", "(a == (b + (c * (d ^ e))))"],
  ["a - b - c", "((a - b) - c)"],
  ["a atan2 b % c", "((a atan2 b) % c)"],
  ["sum(a) OR sum(b) BY (c)", "(sum{a} or sum{b})"],
  ["2. * 3", "(2 * 3)"],
  ["1./6.", "(1 / 6)"],
  ["min_of(1, 2) + MAX_OF(a, 3.)", "(min_of{1,2} + max_of{a,3})"],
  ["# first\na # then\n+ # more\nb # last", "(a + b)"],
];

for (const [query, grouping] of groupings) {
  test(`parseQuery() groups ${JSON.stringify(query)} as Prometheus does`, () => {
    assert.equal(group(parseQuery(query)), grouping);
  });
}

test("parseQuery() reads upper-case STEP() and MAX_OF() in durations", () => {
  const expr = parseQuery("foo[MAX_OF(STEP() * 2, 5m)]");
  assert.equal(expr.kind === "matrix" && expr.range.kind, "max_of");
});

test("parseQuery() reads quoted names and labels", () => {
  const expr = parseQuery('{"foo.bar", "a.b"="c", __proto__!="d"}');
  assert.deepEqual(expr, {
    kind: "selector",
    position: { start: 0, end: 38 },
    name: "foo.bar",
    matchers: [{ name: "a.b", op: "=", value: "c" }, { name: "__proto__", op: "!=", value: "d" }],
  });
});

test("parseQuery() reads matching, grouping and fill of an operator", () => {
  const expr = parseQuery("a / on (x) group_left (y) fill_left (-1) b");
  assert.equal(expr.kind, "binary");
  if (expr.kind !== "binary") return;
  assert.deepEqual(expr.matching, { kind: "on", labels: ["x"], group: { side: "left", labels: ["y"] } });
  assert.deepEqual(expr.fill, { left: -1 });
});

test("parseQuery() gives each node its position in the text", () => {
  const expr = parseQuery("a + foo offset 5m");
  assert.deepEqual(expr.position, { start: 0, end: 17 });
  assert.deepEqual(expr.kind === "binary" && expr.right.position, { start: 4, end: 17 });
});

const refusals: readonly (readonly [query: string, message: RegExp, start: number])[] = [
  ["", /Query is empty/, 0],
  ["sum(x", /ends too early/, 5],
  ['foo{a="b}', /no closing quote/, 6],
  ["nosuch(x)", /Unknown function "nosuch"/, 0],
  ["a b", /Unexpected b/, 2],
  ["topk(x)", /"topk" takes two arguments, not 1/, 0],
  ["sum(x) offset 5m", /must follow a selector/, 0],
  ["rate(foo)[5m]", /range must follow a selector/, 0],
  ["foo offset 1m offset 2m", /stands twice/, 0],
  ["foo offset 1m [5m]", /must stand before/, 0],
  ['foo{__name__="bar"}', /Metric name is set twice/, 0],
  ['foo{a="\\q"}', /Unknown escape \\q/, 6],
  ["foo @ Inf", /finite instant/, 6],
  [`${"(".repeat(600)}1${")".repeat(600)}`, /nested deeper/, 500],
];

for (const [query, message, start] of refusals) {
  test(`parseQuery() refuses ${JSON.stringify(query.slice(0, 30))}`, () => {
    assert.throws(() => parseQuery(query), (error) => {
      assert.ok(error instanceof QuerySyntaxError);
      assert.match(error.message, message);
      assert.equal(error.position.start, start);
      return true;
    });
  });
}

test("parseQuery() throws nothing but QuerySyntaxError", () => {
  const pieces = fc.constantFrom(
    ..."sum by ( ) { } [ ] , : @ - + ^ * / == =~ \" ' ` # 5m 1h1d 2. 0x 0x1 1_ 1e5_0 x offset start() step() or bool on"
      .split(" "),
    ...'min_of rate foo{ a="b" [5m: inf fill(1) group_left \\ \n é'.split(" "),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.constantFrom("", " "), (parts, separator) => {
      try {
        printExpr(parseQuery(parts.join(separator)));
      } catch (error) {
        assert.ok(error instanceof QuerySyntaxError, String(error));
      }
    }),
    { numRuns: 1_000 },
  );
});
